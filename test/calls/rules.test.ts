/** The office of pbx/kamailio/example without trunks in Callas: sipp as the phone, Kamailio, Callas, sipp as the carrier. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { numbers, setUpCompanies, subscribers, traces } from "./company.ts";
import { eventually } from "../../lab/eventually.ts";
import { PATIENT, startKamailio, type Kamailio, type Subscriber } from "../../lab/calls/kamailio.ts";
import { assertNoTrace } from "./no-trace.ts";
import { openPhone } from "../../lab/calls/phone.ts";
import { startService, type Service } from "../../lab/calls/callas.ts";
import type { SipMessage } from "../../lab/calls/sip.ts";
import { sippCall, startSippCarrier, type SippCarrier } from "../../lab/calls/sipp.ts";

describe("a call from a phone to the carrier, without trunks in Callas", () => {
  let carrier: SippCarrier;
  let kamailio: Kamailio;
  let service: Service;

  before(async () => {
    carrier = await startSippCarrier();
    kamailio = await startKamailio({
      trunk: `127.0.0.1:${carrier.port}`,
      subscribers: Object.values(subscribers),
      directory: [["account", "carrier-a", "sip:trunk-4711@pbx.example"]],
      settings: PATIENT,
    });
    service = await startService([`127.0.0.1:${kamailio.evapiPort}`]);
    await setUpCompanies(service);
    await eventually("the connection", async () =>
      (await service.metric("callas_kamailio_connected")) === 1 ? true : undefined,
    );
  });
  after(async () => {
    await service?.stop();
    await kamailio?.stop();
    await carrier?.stop();
  });

  /** Calls, and asserts on all that the carrier got; answers its INVITE. */
  const shows = async (
    phone: Subscriber,
    dialled: string,
    called: string,
    callerId: string,
    extra?: string,
  ): Promise<SipMessage> => {
    await sippCall(kamailio.port, phone, dialled, extra);
    const messages = await carrier.call(called);
    assertNoTrace(messages, traces);
    assert.deepEqual(new Set(messages.map((message) => message.method)), new Set(["INVITE", "ACK", "BYE"]));
    for (const message of messages)
      assert.match(message.header("From"), new RegExp(`^<sip:\\${callerId}@pbx\\.example>;tag=`));
    const [invite] = messages;
    assert.ok(invite);
    assert.deepEqual(invite.headers("P-Asserted-Identity"), [`<sip:${callerId}@pbx.example>`]);
    assert.deepEqual(invite.headers("Privacy"), []);
    return invite;
  };

  test("prefix", async () => {
    await shows(subscribers.ivanDesk, "81074951234567", "+74951234567", numbers.moscow);
  });
  test("emergency", async () => {
    await shows(subscribers.ivanDesk, "112", "112", numbers.emergency);
  });

  test("a line that the directory does not know is shown as main, and counted", async () => {
    await shows(subscribers.stranger, "80291234508", "+375291234508", numbers.main);
    assert.equal(await service.metric('callas_unknown_lines_total{door="kamailio"}'), 1);
  });
  test("a forwarded call carries the number in Diversion", async () => {
    const invite = await shows(
      subscribers.ivanDesk,
      "80291234509",
      "+375291234509",
      numbers.ivan,
      "Diversion: <sip:ivanpetrov-desk@acmecorp.example>;reason=unconditional",
    );
    assert.deepEqual(invite.headers("Diversion"), [`<sip:${numbers.ivan}@pbx.example>;reason=unconditional`]);
  });

  test("none: refused, and the carrier never rings", async () => {
    const phone = await openPhone(subscribers.anna, kamailio.port);
    try {
      const call = await phone.call({ dialled: "80291234510" });
      const reply = await call.final();
      assert.equal(reply.status, 403);
      assert.match(reply.header("Reason"), /cause=403/);
      assert.equal((await carrier.received()).filter((m) => m.start.includes("1234510")).length, 0);
    } finally {
      await phone.close();
    }
  });
  test("emergency without any number goes out with the trunk's own identity", async () => {
    await sippCall(kamailio.port, subscribers.anna, "103");
    const [invite] = await carrier.call("103");
    assert.match(invite?.header("From") ?? "", /^<sip:trunk-4711@pbx\.example>;tag=/);
    assert.deepEqual(invite?.headers("P-Asserted-Identity"), []);
  });
  test("a service code never goes to the trunk", async () => {
    const phone = await openPhone(subscribers.ivanDesk, kamailio.port);
    try {
      for (const dialled of ["*100", "%2A100", "%23100%23", "#21%23"]) {
        assert.equal((await (await phone.call({ dialled })).final()).status, 404);
      }
      assert.equal((await carrier.received()).filter((m) => /sip:[^@]*(\*|#|%23|%2A)/.test(m.start)).length, 0);
    } finally {
      await phone.close();
    }
  });
  test("internal: the colleague rings and sees the extension", async () => {
    const ivan = await openPhone(subscribers.ivanDesk, kamailio.port);
    const olga = await openPhone(subscribers.olga, kamailio.port);
    try {
      assert.equal((await olga.register()).status, 200);
      const call = await ivan.call({
        dialled: "620202",
        headers: ["P-Asserted-Identity: <sip:boss@acmecorp.example>"],
      });
      assert.equal((await call.final()).status, 200);
      await call.ack();
      const invite = await olga.peer.wait("the call", (m) => m.method === "INVITE");
      assert.match(invite.header("From"), /^<sip:620201@acmecorp\.example>;tag=/);
      assert.deepEqual(invite.headers("P-Asserted-Identity"), []);
      assert.equal((await call.within("BYE")).status, 200);
      for (const message of call.received()) assert.equal(message.header("From"), call.from);
    } finally {
      await ivan.close();
      await olga.close();
    }
  });

  test("withheld", async () => {
    const phone = await openPhone(subscribers.ivanDesk, kamailio.port);
    try {
      const call = await phone.call({ dialled: "80291234513", headers: ["Privacy: id"] });
      assert.equal((await call.final()).status, 200);
      await call.ack();
      assert.equal((await call.within("BYE")).status, 200);
      const messages = await carrier.call("+375291234513");
      assertNoTrace(messages, traces);
      const [invite] = messages;
      assert.match(invite?.header("From") ?? "", /^"Anonymous" <sip:anonymous@anonymous\.invalid>;tag=/);
      assert.equal(invite?.header("Privacy"), "id");
      assert.equal(invite?.header("P-Asserted-Identity"), `<sip:${numbers.ivan}@pbx.example>`);
    } finally {
      await phone.close();
    }
  });
});
