/** What happens within a call, in both directions: the carrier sees no trace of the phone, the phone sees itself. */
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { numbers, subscribers, traces } from "./company.ts";
import { eventually } from "../../lab/eventually.ts";
import { assertNoTrace } from "./no-trace.ts";
import { openPhone, type Call, type Dial, type Phone } from "../../lab/calls/phone.ts";
import { compose, onWire, sdp, tagOf, uriOf, type SipMessage } from "../../lab/calls/sip.ts";
import { openStage, type Stage } from "./stage.ts";

const shown = `sip:${numbers.ivan}@pbx.example`;

describe("within a call", () => {
  let stage: Stage;
  let phone: Phone;
  let serial = 2_000;

  before(async () => {
    stage = await openStage();
  });
  beforeEach(async () => {
    phone = await openPhone(subscribers.ivanDesk, stage.kamailio.port);
  });
  afterEach(() => phone.close());
  after(() => stage?.close());

  const begin = async (dial: Partial<Dial> = {}): Promise<{ call: Call; invite: SipMessage }> => {
    const dialled = `8029666${(serial += 1)}`;
    const call = await phone.call({ display: onWire('"Иван Петров"'), dialled, ...dial });
    const reply = await call.final();
    assert.equal(reply.status, 200);
    await call.ack();
    const invite = await stage.carrier.invite(`+375${dialled.slice(2)}`);
    await stage.carrier.wait("the ACK", (m) => m.method === "ACK" && m.header("Call-ID") === invite.header("Call-ID"));
    return { call, invite };
  };
  /** What must hold of every message of a call, once it is over. */
  const finished = (call: Call, invite: SipMessage): void => {
    const messages = stage.carrier.call(invite);
    assertNoTrace(messages, traces);
    const own = tagOf(invite.header("From"));
    for (const message of messages) {
      const side = tagOf(message.header("From")) === own ? "From" : "To";
      assert.equal(uriOf(message.header(side)), shown);
      assert.doesNotMatch(message.body, /^[iuep]=/m);
    }
    // The phone knows itself as it wrote itself, whichever side it stands on; requests of the carrier lack its name.
    for (const message of call.received()) {
      const mine = [message.header("From"), message.header("To")].filter((value) => tagOf(value) === tagOf(call.from));
      if (message.method === "") assert.deepEqual(mine, [call.from]);
      else assert.deepEqual(mine.map(uriOf), [uriOf(call.from)]);
      const theirs = [message.header("From"), message.header("To")].find((value) => tagOf(value) !== tagOf(call.from));
      assert.equal(theirs?.replace(/;tag=.*/, ""), call.to);
    }
  };

  test("the phone hangs up", async () => {
    const { call, invite } = await begin();
    assert.equal((await call.within("BYE")).status, 200);
    finished(call, invite);
  });

  test("the phone hangs up again, as if the reply were lost: it gets the same reply, the carrier nothing", async () => {
    const { call, invite } = await begin();
    assert.equal((await call.within("BYE")).status, 200);
    const replies = () => call.received().filter((m) => m.of === "BYE");
    const calls = stage.carrier.calls();
    call.repeat();
    await eventually("the reply again", () => (replies().length > 1 ? true : undefined));
    assert.deepEqual(new Set(replies().map((m) => m.status)), new Set([200]));
    assert.deepEqual(stage.carrier.calls(), calls);
    finished(call, invite);
  });

  test("the carrier hangs up", async () => {
    const { call, invite } = await begin();
    assert.equal((await stage.carrier.within(invite, "BYE")).status, 200);
    finished(call, invite);
  });

  test("the phone holds and takes back: its SDP goes on, without its names", async () => {
    const { call, invite } = await begin();
    const held = `${sdp(4_000, "ivanpetrov-desk", onWire("Иван Петров")).replace("t=0 0", "i=ivanpetrov-desk\r\nu=http://acmecorp.example/\r\ne=ivanpetrov-desk@acmecorp.example\r\np=+1 620201\r\nt=0 0")}a=sendonly\r\n`;
    assert.equal((await call.within("INVITE", held)).status, 200);
    assert.equal((await call.within("BYE")).status, 200);
    finished(call, invite);
    const again = stage.carrier.call(invite).filter((m) => m.method === "INVITE")[1];
    assert.match(again?.body ?? "", /^o=- 1 1 IN IP4 127\.0\.0\.1\r\ns=-\r\n/m);
    assert.match(again?.body ?? "", /a=sendonly\r\n/);
    assert.equal(again?.header("Content-Length"), String(again?.body.length));
  });

  test("the carrier sends a re-INVITE and UPDATE: the phone's answers show nothing of it", async () => {
    const { call, invite } = await begin();
    for (const method of ["INVITE", "UPDATE", "OPTIONS"]) {
      const reply = await stage.carrier.within(invite, method, method === "INVITE" ? sdp(5_000) : "");
      assert.equal(reply.status, 200);
      assert.deepEqual(reply.headers("User-Agent"), []);
      assert.deepEqual(reply.headers("X-Line"), []);
    }
    assert.equal((await stage.carrier.within(invite, "BYE")).status, 200);
    finished(call, invite);
  });

  test("the phone gives up while it rings: CANCEL reaches the carrier, without the phone's reason", async () => {
    const call = await phone.call({ dialled: "80296667777" });
    assert.equal((await call.rung()).status, 180);
    assert.equal((await call.cancel()).status, 200);
    assert.equal((await call.final()).status, 487);
    const invite = await stage.carrier.invite("+375296667777");
    const cancel = await stage.carrier.wait(
      "the CANCEL",
      (m) => m.method === "CANCEL" && m.header("Call-ID") === invite.header("Call-ID"),
    );
    assert.deepEqual(cancel.headers("Reason"), []);
    for (const name of ["From", "To"]) assert.equal(cancel.header(name), invite.header(name));
    assert.equal(uriOf(invite.header("To")), "sip:+375296667777@pbx.example");
    await stage.carrier.wait("the ACK", (m) => m.method === "ACK" && m.header("Call-ID") === invite.header("Call-ID"));
    finished(call, invite);
  });

  test("the phone gives up while Callas is asked: the carrier is never rung", async () => {
    const asked = await stage.kamailio.counter("asked");
    stage.service.signal("SIGSTOP");
    const call = await phone.call({ dialled: "80296665555" });
    await eventually("the question", async () => ((await stage.kamailio.counter("asked")) > asked ? true : undefined));
    assert.equal((await call.cancel()).status, 200);
    assert.equal((await call.final()).status, 487);
    stage.service.signal("SIGCONT");
    await begin().then(({ call: next }) => next.within("BYE"));
    assert.ok(!stage.carrier.received.some((m) => m.start.includes("6665555")));
  });

  test("a transfer to the carrier is refused: it would name the phone", async () => {
    const { call, invite } = await begin();
    assert.equal((await call.within("REFER")).status, 405);
    assert.equal((await call.within("BYE")).status, 200);
    finished(call, invite);
  });

  test("a body that is no SDP does not go on", async () => {
    const { call, invite } = await begin();
    assert.equal((await call.within("INFO", "BEGIN:VCARD\r\nFN:ivanpetrov\r\n", "text/vcard")).status, 200);
    assert.equal((await call.within("BYE")).status, 200);
    finished(call, invite);
    const info = stage.carrier.call(invite).find((m) => m.method === "INFO");
    assert.equal(info?.header("Content-Length"), "0");
  });

  test("everything about itself that a phone can write stays behind", async () => {
    const { call, invite } = await begin({
      callId: `620201-ivanpetrov-desk-${serial}@phone.acmecorp.example`,
      contact: '"ivanpetrov" <sip:ivanpetrov-desk@127.0.0.1:5999;line=620201>;+sip.instance="<urn:ivanpetrov-desk>"',
      headers: [
        'P-Asserted-Identity: "ivanpetrov" <sip:620201@acmecorp.example>',
        "P-Asserted-Identity: <tel:+375999999999>",
        "P-Preferred-Identity: <sip:ivanpetrov-desk@acmecorp.example>",
        "Remote-Party-ID: <sip:620201@acmecorp.example>;party=calling",
        "Alert-Info: <http://acmecorp.example/ivanpetrov-desk>",
        "Call-Info: <http://acmecorp.example/ivanpetrov-desk.png>;purpose=icon",
        "Organization: acmecorp",
        "Subject: ivanpetrov-desk calls",
        "s: ivanpetrov-desk calls",
        "Reply-To: <sip:ivanpetrov-desk@acmecorp.example>",
        "Referred-By: <sip:ivanpetrov-desk@acmecorp.example>",
        "b: <sip:ivanpetrov-desk@acmecorp.example>",
        "In-Reply-To: ivanpetrov-desk",
        "X-Extension: 620201",
        "TH: ivanpetrov-desk",
        "P-Access-Network-Info: ivanpetrov-desk",
        "History-Info: <sip:ivanpetrov-desk@acmecorp.example>;index=1",
        "Identity: ivanpetrov-desk",
        "User-to-User: 620201",
        "Geolocation: <cid:ivanpetrov-desk@acmecorp.example>",
      ],
    });
    assert.deepEqual(invite.headers("P-Asserted-Identity"), [`<${shown}>`]);
    assert.deepEqual(invite.headers("Remote-Party-ID"), []);
    assert.equal((await call.within("BYE")).status, 200);
    assertNoTrace(stage.carrier.call(invite), traces);
  });

  test("a phone cannot make up the identity of a call: not by From, not by a made-up dialog, not by a route", async () => {
    const { call, invite } = await begin({ from: '"Bank" <sip:+375999999999@pbx.example>' });
    assert.equal(uriOf(invite.header("From")), shown);
    await call.within("BYE");

    const calls = stage.carrier.calls();
    const forged = (name: string, uri: string, extra: readonly string[], to: string): string =>
      compose([
        `${name} ${uri} SIP/2.0`,
        `Via: SIP/2.0/UDP 127.0.0.1:${phone.peer.port};branch=z9hG4bKforged${name}${(serial += 1)};rport`,
        "From: <sip:+375999999999@pbx.example>;tag=forged",
        to,
        `Call-ID: forged-${serial}`,
        `CSeq: 1 ${name}`,
        "Max-Forwards: 70",
        `Contact: <sip:bank@127.0.0.1:${phone.peer.port}>`,
        ...extra,
      ]);
    const trunk = `sip:+375291234567@127.0.0.1:${stage.carrier.port}`;
    const here = `127.0.0.1:${stage.kamailio.port}`;
    const refused = async (message: string, statuses: readonly number[]): Promise<void> => {
      const callId = /Call-ID: (.*)\r/.exec(message)?.[1];
      phone.peer.send(message, stage.kamailio.port);
      const reply = await phone.peer.wait("the refusal", (m) => m.header("Call-ID") === callId && m.status >= 300);
      assert.ok(statuses.includes(reply.status), reply.start);
    };
    const tagged = `To: <${trunk}>;tag=made-up`;
    await refused(forged("INVITE", trunk, [`Route: <sip:${here};lr>`], tagged), [481]);
    await refused(forged("INVITE", trunk, [`Route: <sip:${here};lr;callas=1;ftag=forged>`], tagged), [481]);
    await refused(forged("INVITE", trunk, [`Route: <sip:${here};lr>`], `To: <${trunk}>`), [404]);
    await refused(forged("INVITE", trunk, [], `To: <${trunk}>`), [404, 407]);
    await refused(forged("INVITE", "sip:112@acmecorp.example", [], "To: <sip:112@acmecorp.example>"), [407]);
    await refused(forged("MESSAGE", trunk, [], `To: <${trunk}>`), [404, 405]);
    assert.deepEqual(stage.carrier.calls(), calls);
  });

  for (const side of ["phone", "carrier"] as const) {
    test(`after Kamailio has restarted, a call that was up goes on, and the ${side} ends it`, async () => {
      const { call, invite } = await begin();
      await stage.kamailio.restart();
      assert.equal((await call.within("INVITE", sdp(4_002))).status, 200);
      assert.equal((await stage.carrier.within(invite, "INVITE", sdp(5_002))).status, 200);
      const bye = side === "phone" ? call.within("BYE") : stage.carrier.within(invite, "BYE");
      assert.equal((await bye).status, 200);
      finished(call, invite);
      await eventually("the connection", async () => ((await stage.kamailio.hasCallas()) ? true : undefined));
    });
  }

  test("a wrong password is refused, and the carrier hears nothing", async () => {
    const calls = stage.carrier.calls();
    const thief = await openPhone({ ...subscribers.ivanDesk, password: "guessed" }, stage.kamailio.port);
    try {
      assert.equal((await (await thief.call({ dialled: "80291112233" })).final()).status, 407);
      assert.equal((await thief.register()).status, 401);
      assert.deepEqual(stage.carrier.calls(), calls);
    } finally {
      await thief.close();
    }
  });
  test("a phone that repeats its INVITE rings the carrier once", async () => {
    const call = await phone.call({ dialled: "80296664444" });
    for (let i = 0; i < 5; i++) call.repeat();
    assert.equal((await call.final()).status, 200);
    await call.ack();
    assert.equal((await call.within("BYE")).status, 200);
    const invite = await stage.carrier.invite("+375296664444");
    assert.equal(
      new Set(stage.carrier.received.filter((m) => m.start === invite.start).map((m) => m.header("Via"))).size,
      1,
    );
  });
});
