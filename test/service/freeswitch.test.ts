/** The whole way of a call through FreeSWITCH but for FreeSWITCH itself: its event, the service, its dialplan. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { startService, type Service } from "../../lab/calls/callas.ts";
import { loadCompany } from "../../lab/companies/load-company.ts";
import { sampleCompany } from "../../lab/companies/sample-company.ts";
import { eventually } from "../../lab/eventually.ts";
import { openFreeswitch, PASSWORD, type Freeswitch } from "../unit/door/freeswitch-peer.ts";
import { parseXml, runExtension, standardApi, type Channel } from "../unit/freeswitch-dialplan.ts";

const main = "+375171110000";
const germany = "+375171110001";
const dialplan = join(import.meta.dirname, "../../pbx/freeswitch/callas.xml");
const [extension] = parseXml(readFileSync(dialplan, "utf8")).children;

describe("a service with FreeSWITCH", () => {
  let freeswitch: Freeswitch;
  let service: Service;

  before(async () => {
    freeswitch = await openFreeswitch();
    service = await startService([], {
      CALLAS_FREESWITCH: `127.0.0.1:${freeswitch.port}`,
      CALLAS_FREESWITCH_PASSWORD: PASSWORD,
    });
    const company = sampleCompany({
      numbers: [
        { number: main, label: "Main" },
        { number: germany, label: "Germany" },
      ],
      employees: [{ id: "ivan", name: "Ivan", extension: "201", lines: "desk_phone ivan-desk, softphone ivan-soft" }],
      regional: [{ number: germany, country: "DE" }],
    });
    await loadCompany(service.client, "acme", company);
    await eventually("a heartbeat", () => freeswitch.globals.get("callas_until"));
  });
  after(async () => {
    await service?.stop();
    await freeswitch?.close();
  });

  let calls = 0;
  /** Where the dialplan bridges a call to, with what FreeSWITCH adds to its event. */
  const bridge = async (dialled: string, headers: Readonly<Record<string, string>> = {}): Promise<string> => {
    calls += 1;
    const id = `call-${calls}`;
    // A question that finds the machine too busy is not answered, as in FreeSWITCH, where main would be shown.
    await eventually("an answer", async () => {
      freeswitch.channels.set(id, new Map());
      freeswitch.ask({
        "Unique-ID": id,
        "Callas-Trunks": "|",
        "Caller-Destination-Number": dialled,
        ...headers,
      });
      const late = await service.metric('callas_freeswitch_failures_total{reason="answer_late"}');
      return eventually("an answer or none", async () => {
        if (freeswitch.broken.includes(id)) return { answered: true };
        const now = await service.metric('callas_freeswitch_failures_total{reason="answer_late"}');
        return now > late ? { answered: false } : undefined;
      }).then(({ answered }) => answered || undefined);
    });
    let bridged = "";
    const channel: Channel = {
      variables: new Map(),
      globals: new Map([
        ["callas_gateway_1", "carrier-a"],
        ["callas_gateway_2", "carrier-b"],
      ]),
      profile: { destination_number: dialled, privacy_hide_number: "false" },
      api: standardApi(freeswitch.database),
      execute(application, data) {
        if (application === "sleep")
          for (const [name, value] of freeswitch.channels.get(id)!) channel.variables.set(name, value);
        if (application === "bridge") bridged = data;
      },
    };
    assert.ok(runExtension(extension!, channel));
    return bridged;
  };

  test("a country's number, a chosen one, a withheld one, and an emergency call", async () => {
    assert.match(
      await bridge("81049301234567"),
      /sip_from_uri='sip:\+375171110001@pbx\.example'.*\]sofia\/gateway\/carrier-a\/\+49301234567\|.*carrier-b\/\+49301234567$/,
    );
    const chosen = {
      variable_sip_auth_username: "ivan-soft",
      "variable_sip_P-Preferred-Identity": `<sip:${germany}@x>`,
    };
    assert.match(await bridge("80291234567", chosen), /sip_from_uri='sip:\+375171110001@pbx\.example'/);
    const withheld = await bridge("80291234567", { variable_sip_Privacy: "id" });
    assert.match(withheld, /sip_from_uri='sip:anonymous@anonymous\.invalid'/);
    assert.match(withheld, /origination_caller_id_number='\+375171110000'/);
    assert.match(
      await bridge("112", { variable_sip_Privacy: "id" }),
      /sip_from_uri='sip:\+375171110000@.*carrier-a\/112\|/,
    );
    assert.equal(await bridge("*100"), "error/NO_ROUTE_DESTINATION");
    assert.equal(freeswitch.database.get("callas/acme~"), main);
    assert.equal(await service.metric("callas_freeswitch_connected"), 1);
    assert.ok((await service.metric('callas_unknown_lines_total{door="freeswitch"}')) === 0);
  });

  test("a company that is not there is an error, and counted", async () => {
    assert.equal(
      await bridge("80291234567", { "Callas-Company": "ghost" }),
      "error/NORMAL_TEMPORARY_FAILURE|error/NORMAL_TEMPORARY_FAILURE",
    );
    assert.equal(await service.metric('callas_freeswitch_failures_total{reason="company_unknown"}'), 1);
  });
});
