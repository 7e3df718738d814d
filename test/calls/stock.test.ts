/** Calls through Debian's own kamailio.cfg with the patch of pbx/kamailio/debian, as an operator has it. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { startService, type Service } from "../../lab/calls/callas.ts";
import { openCarrier, type Carrier, type Treatment } from "../../lab/calls/carrier.ts";
import { openPhone, type Dial, type Phone } from "../../lab/calls/phone.ts";
import { sdp, type SipMessage } from "../../lab/calls/sip.ts";
import { startStockKamailio, type StockSettings } from "../../lab/calls/stock-kamailio.ts";
import { loadCompany } from "../../lab/companies/load-company.ts";
import { sampleCompany } from "../../lab/companies/sample-company.ts";
import { eventually } from "../../lab/eventually.ts";
import { assertCarrierKnows, assertPhoneKnowsItself } from "./known-names.ts";
import { withSecondTrunk } from "./stock-edits.ts";

const numbers = { main: "+375171110000", germany: "+375171110001" } as const;
const subscriber = { line: "ivan-desk", domain: "acme.example", password: "secret" } as const;
const acme = sampleCompany({
  numbers: Object.values(numbers),
  employees: [{ id: "ivan", lines: "desk_phone ivan-desk" }],
  regional: [{ number: numbers.germany, country: "DE" }],
});

const refusals: Readonly<Record<string, Treatment>> = {
  "1486": { refuse: "486 Busy Here" },
  "1404": { refuse: "404 Not Found" },
  "1603": { refuse: "603 Decline" },
  "1503": { refuse: "503 Service Unavailable" },
  "1408": "silent",
  "1777": "ring",
};
const treat = (number: string): Treatment => refusals[number.slice(-4)] ?? "answer";

type Setup = Readonly<{ what: string; settings: Partial<StockSettings>; contact?: string }>;
const setups: readonly Setup[] = [
  { what: "as it is", settings: {} },
  {
    what: "with phones behind NAT",
    settings: { features: ["WITH_NAT"] },
    contact: "<sip:ivan-desk@192.168.7.7:5060>",
  },
  { what: "with topos", settings: { topos: true } },
];

for (const { what, settings, contact } of setups) {
  describe(`Debian's kamailio.cfg, patched, ${what}`, () => {
    let carrier: Carrier;
    let second: Carrier;
    let kamailio: Awaited<ReturnType<typeof startStockKamailio>>;
    let service: Service;
    let phone: Phone;

    before(async () => {
      carrier = await openCarrier(treat);
      second = await openCarrier();
      kamailio = await startStockKamailio({
        gateway: carrier.port,
        subscribers: [subscriber],
        edit: (config) => withSecondTrunk(config, second.port),
        ...settings,
      });
      service = await startService([`127.0.0.1:${kamailio.evapiPort}`]);
      await loadCompany(service.client, "acme", acme);
      await service.put("/trunks/carrier-a", { name: "A", domain: "a.example" });
      await service.put("/trunks/carrier-b", {
        name: "B",
        domain: "b.example",
        shown: { form: "digits" },
        called: { form: "digits" },
      });
      phone = await openPhone(subscriber, kamailio.port);
      await eventually("the connection", async () => ((await kamailio.hasCallas()) ? true : undefined));
    });
    after(async () => {
      await phone?.close();
      await service?.stop();
      await kamailio?.stop();
      await carrier?.close();
      await second?.close();
    });

    const dial = (dialled: string, more: Partial<Dial> = {}) =>
      phone.call({ dialled, display: '"Ivan Petrov"', ...(contact === undefined ? {} : { contact }), ...more });
    const shownAt = (host: string, number: string) => `sip:${number}@${host}`;

    for (const who of ["phone", "carrier"] as const) {
      test(`a call, with re-INVITEs, until the ${who} hangs up`, async () => {
        const called = `+4930123000${who.length}`;
        const call = await dial(called, { headers: ["P-Asserted-Identity: <sip:bank@x.example>"] });
        assert.equal((await call.final()).status, 200);
        await call.ack();
        const invite = await carrier.invite(called);
        assert.equal((await call.within("INVITE", sdp(4_000))).status, 200);
        assert.equal((await carrier.within(invite, "INVITE", sdp(5_000))).status, 200);
        assert.equal((await carrier.within(invite, "UPDATE")).status, 200);
        assert.equal((await (who === "phone" ? call.within("BYE") : carrier.within(invite, "BYE"))).status, 200);
        const shown = shownAt("a.example", numbers.germany);
        assert.deepEqual(invite.headers("P-Asserted-Identity"), [`<${shown}>`]);
        assertCarrierKnows(carrier.call(invite), shown, `sip:${called}@a.example`);
        assertPhoneKnowsItself(call);
        if (settings.topos === true)
          for (const message of carrier.call(invite)) assert.doesNotMatch(message.header("Contact"), /ivan/);
      });
    }
    for (const [called, status] of [
      ["+49301231486", 486],
      ["+49301231404", 404],
      ["+49301231603", 603],
    ] as const) {
      test(`the carrier answers ${status}`, async () => {
        const call = await dial(called);
        assert.equal((await call.final()).status, status);
        const invite = await carrier.invite(called);
        assertCarrierKnows(carrier.call(invite), shownAt("a.example", numbers.germany), `sip:${called}@a.example`);
        assertPhoneKnowsItself(call);
      });
    }
    for (const [called, why] of [
      ["+49301231503", "answers 503"],
      ["+49301231408", "is silent"],
    ] as const) {
      test(`the carrier ${why}: the second one gets the call in its own form`, async () => {
        // The silent carrier is given up after 2 s; any other may take as long as a busy machine needs.
        await kamailio.command("cfg.seti", "tm", "fr_timer", why === "is silent" ? "2000" : "30000");
        const call = await dial(called);
        assert.equal((await call.final()).status, 200);
        await kamailio.command("cfg.seti", "tm", "fr_timer", "30000");
        await call.ack();
        const digits = called.slice(1);
        const invite = await second.invite(digits);
        assert.equal((await second.within(invite, "INVITE", sdp(5_000))).status, 200);
        assert.equal((await call.within("BYE")).status, 200);
        const shown = shownAt("b.example", numbers.germany.slice(1));
        assertCarrierKnows(second.call(invite), shown, `sip:${digits}@b.example`);
        assertPhoneKnowsItself(call);
      });
    }
    test("a text message has the same identity as a call", async () => {
      const called = "+49301235555";
      const headers = ["P-Asserted-Identity: <sip:bank@x.example>"];
      const sent = await dial(called, { method: "MESSAGE", type: "text/plain", body: "Hello", headers });
      assert.equal((await sent.final()).status, 200);
      const message = await carrier.wait("the message", (m) => m.method === "MESSAGE");
      const shown = shownAt("a.example", numbers.germany);
      assertCarrierKnows([message], shown, `sip:${called}@a.example`);
      assertPhoneKnowsItself(sent);
      assert.deepEqual(message.headers("P-Asserted-Identity"), [`<${shown}>`]);
    });
    test("the phone gives up while it rings", async () => {
      const called = "+49301231777";
      const call = await dial(called);
      await call.rung();
      assert.equal((await call.cancel()).status, 200);
      assert.equal((await call.final()).status, 487);
      const invite = await carrier.invite(called);
      const ofCall = (m: SipMessage) => m.header("Call-ID") === invite.header("Call-ID");
      await carrier.wait("the ACK", (m) => m.method === "ACK" && ofCall(m));
      assert.ok(carrier.received.some((m) => m.method === "CANCEL" && ofCall(m)));
      assertCarrierKnows(carrier.call(invite), shownAt("a.example", numbers.germany), `sip:${called}@a.example`);
    });
    test("no number may be shown over the trunk: only a call for help goes out", async () => {
      const trunk = { name: "A", domain: "a.example" };
      await service.put("/trunks/carrier-a", { ...trunk, accepts: "marked" });
      try {
        const called = "+49301239999";
        assert.equal((await (await dial(called)).final()).status, 403);
        assert.ok(!carrier.received.some((m) => m.start.includes(called)));
        const help = await dial("+375112");
        assert.equal((await help.final()).status, 200);
        await help.ack();
        assert.equal((await help.within("BYE")).status, 200);
        assert.deepEqual((await carrier.invite("112")).headers("P-Asserted-Identity"), []);
      } finally {
        await service.put("/trunks/carrier-a", trunk);
      }
    });
  });
}
