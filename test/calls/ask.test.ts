/** callas.cfg alone, through a real Kamailio: what it asks, what it tells, and in each state. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { openAsker, startAskKamailio, type AskKamailio, type Asker } from "../../lab/calls/ask-kamailio.ts";
import { startService, type Service } from "../../lab/calls/callas.ts";
import { openPeer, replyTo } from "../../lab/calls/sip.ts";
import { eventually } from "../../lab/eventually.ts";
import { numbers, setUpCompanies } from "./company.ts";

describe("asking", () => {
  let kamailio: AskKamailio;
  let service: Service;
  let asker: Asker;

  before(async () => {
    kamailio = await startAskKamailio({ defines: { CALLAS_WAIT: 30_000 } });
    service = await startService([`127.0.0.1:${kamailio.evapiPort}`]);
    await setUpCompanies(service);
    asker = openAsker(kamailio.port);
    await eventually("Callas", async () => ((await kamailio.hasCallas()) ? true : undefined));
  });
  after(async () => {
    await asker?.close();
    await service?.stop();
    await kamailio?.stop();
  });

  test("tells everything that was decided", async () => {
    const { status, told } = await asker.ask("80297771234", "acmecorp", "ivanpetrov-desk");
    assert.equal(status, 480);
    assert.deepEqual(
      { ...told, revision: Number(told["revision"]) > 0 },
      {
        state: "decided",
        table: "",
        rule: "employee",
        detail: "ivan",
        kind: "external",
        number: numbers.ivan,
        called: "+375297771234",
        digits: "80297771234",
        privacy: "0",
        extension: "",
        diversion: "",
        attestation: "A",
        revision: true,
        code: "",
        ruri: "sip:80297771234@pbx.example",
        as: `||sip:${numbers.ivan}@pbx.example|<sip:${numbers.ivan}@pbx.example>|+375297771234||||${numbers.ivan}`,
      },
    );
  });

  test("says why Callas cannot decide", async () => {
    const { told } = await asker.ask("80297771234", "nobody", "ivanpetrov-desk");
    assert.deepEqual([told["state"], told["code"]], ["error", "company_unknown"]);
  });

  test("puts any text of a phone through", async () => {
    for (const dialled of ["a|b^c`d", '"\r\n', "тел", "|".repeat(100)]) {
      const { told } = await asker.ask(`sip:${encodeURI(dialled)}@pbx.example`, "acmecorp", "ivanpetrov-desk");
      assert.equal(told["state"], "decided", dialled);
      assert.equal(told["kind"], "unrecognised");
    }
    const { told } = await asker.ask(`sip:${"1".repeat(600)}@pbx.example`, "acmecorp", "ivanpetrov-desk");
    assert.deepEqual([told["state"], told["code"]], ["error", "dialled_too_long"]);
  });

  test("asks for privacy as the phone does", async () => {
    const asked: readonly (readonly [string, string])[] = [
      ["Privacy: id", "1"],
      ["Privacy: none", "0"],
      ["Remote-Party-ID: <sip:me@pbx.example>;privacy=full", "1"],
      ["Remote-Party-ID: <sip:me@pbx.example>;privacy=off", "0"],
      ["From: <sip:anonymous@anonymous.invalid>;tag=a", "1"],
      ["X-Ask-Privacy: 1", "1"],
    ];
    for (const [header, privacy] of asked) {
      const { told } = await asker.ask("80297771234", "acmecorp", "ivanpetrov-desk", [header]);
      assert.equal(told["privacy"], privacy, header);
      assert.equal(told["number"], numbers.ivan);
      assert.match(told["as"]!, privacy === "1" ? /^\|"Anonymous"\|sip:anonymous@.*\|id\|/ : /^\|\|sip:\+/);
    }
  });

  test("takes the number that the phone prefers", async () => {
    const prefer = `P-Preferred-Identity: <sip:${numbers.ivan}@pbx.example>`;
    const { told } = await asker.ask("84951234567", "acmecorp", "ivanpetrov-soft", [prefer]);
    assert.deepEqual([told["rule"], told["number"]], ["chosen", numbers.ivan]);
  });

  test("gives each trunk its own presentation", async () => {
    await service.put("/trunks/carrier-a", { name: "A", domain: "a.example", diversion: "both", displayName: "label" });
    await service.put("/trunks/carrier-b", {
      name: "B",
      domain: "b.example",
      shown: { form: "digits" },
      called: { form: "national", country: "BY" },
      identity: "asserted",
    });
    const ask = async (trunk: string, ...headers: string[]): Promise<Readonly<Record<string, string>>> => {
      const asked = ["X-Trunks: carrier-a, carrier-b", ...(trunk === "" ? [] : [`X-Trunk: ${trunk}`]), ...headers];
      return (await asker.ask("80297771234", "acmecorp", "ivanpetrov-desk", asked)).told;
    };
    await eventually("the trunks", async () => ((await ask(""))["state"] === "decided" ? true : undefined));
    const a = `carrier-a|"ivan"|sip:${numbers.ivan}@a.example|"ivan" <sip:${numbers.ivan}@a.example>|+375297771234||||${numbers.ivan}`;
    assert.equal((await ask(""))["as"], a);
    assert.equal((await ask("carrier-a"))["as"], a);
    const digits = numbers.ivan.slice(1);
    assert.equal(
      (await ask("carrier-b"))["as"],
      `carrier-b|||<sip:${digits}@b.example>|80297771234||||${numbers.ivan}`,
    );
    assert.equal((await ask("carrier-c"))["as"], undefined);
    const forwarded = await ask("", "X-Forwarded-From: +4930123456", "X-Forward-Reason: user-busy");
    const fields = forwarded["as"]!.split("|");
    assert.equal(fields[5], `<sip:${numbers.ivan}@a.example>;reason=user-busy`);
    assert.match(fields[6]!, /cause=486/);
    assert.equal(forwarded["diversion"], numbers.ivan);
    const unknown = await asker.ask("80297771234", "acmecorp", "ivanpetrov-desk", ["X-Trunks: carrier-a,nobody"]);
    assert.deepEqual([unknown.told["state"], unknown.told["code"]], ["error", "trunk_unknown"]);
    const nonsense = await asker.ask("80297771234", "acmecorp", "ivanpetrov-desk", ["X-Forward-Reason: because"]);
    assert.deepEqual([nonsense.told["state"], nonsense.told["code"]], ["error", "bad_question"]);
  });

  test("says which extension or code was dialled", async () => {
    for (const [dialled, kind, digits] of [
      ["620202", "internal", "620202"],
      ["*31%23620202", "internal", "620202"],
      ["*100", "service_code", "*100"],
      ["112", "emergency", "112"],
    ]) {
      const { told } = await asker.ask(dialled!, "acmecorp", "ivanpetrov-desk");
      assert.deepEqual([told["kind"], told["digits"]], [kind, digits]);
    }
  });

  test("leaves $ru and $du, the failure route and the timers of the administrator as they were", async () => {
    const silent = await openPeer();
    const busy = await openPeer((message, self) => {
      if (message.method === "INVITE") self.send(replyTo(message, "486 Busy Here", "b"), kamailio.port);
    });
    const relayed = (port: number) =>
      asker.ask("80297771234", "acmecorp", "ivanpetrov-desk", [`X-Relay: ${port}`, "Privacy: id"]);
    const { status, told, reply } = await relayed(busy.port);
    assert.deepEqual([status, told["state"], told["status"]], [480, "decided", "486"]);
    assert.match(reply.start, /Failure Route/);
    const [invite] = busy.received;
    assert.equal(invite!.start, `INVITE sip:moved@127.0.0.1:${busy.port} SIP/2.0`);
    assert.equal(invite!.header("X-State"), "decided");
    assert.match(invite!.header("X-As"), /^\|"Anonymous"\|/);
    const late = await relayed(silent.port);
    assert.deepEqual([late.status, late.told["status"]], [480, "408"]);
    // t_set_fr(0, 1000), and not the 3 s of the module: the INVITE is sent again after 0.5 s, and not after 1.5 s.
    assert.equal(silent.received.filter((m) => m.method === "INVITE").length, 2);
    for (const peer of [silent, busy]) await peer.close();
  });
});
