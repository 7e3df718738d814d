/** callas-hide.cfg: what of a phone's message reaches the carrier, and what does not. */
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { openPhone, type Dial, type Phone } from "../../lab/calls/phone.ts";
import { compose, sdp, type SipMessage } from "../../lab/calls/sip.ts";
import { subscribers, traces } from "./company.ts";
import { assertNoTrace } from "./no-trace.ts";
import { openStage, type Stage } from "./stage.ts";

describe("what the carrier hears of a phone", () => {
  let stage: Stage;
  let phone: Phone;
  let serial = 5_000;

  before(async () => {
    stage = await openStage();
  });
  beforeEach(async () => {
    phone = await openPhone(subscribers.ivanDesk, stage.kamailio.port);
  });
  afterEach(() => phone.close());
  after(() => stage?.close());

  const begin = async (dial: Partial<Dial> = {}) => {
    const dialled = `8029777${(serial += 1)}`;
    const call = await phone.call({ dialled, ...dial });
    assert.equal((await call.final()).status, 200);
    await call.ack();
    return { call, invite: await stage.carrier.invite(dial.dialled ?? `+375${dialled.slice(2)}`) };
  };

  for (const type of [
    "application/json",
    "application/xml",
    "application/x-snom-phone",
    "application/vq-rtcpxr",
    "application/vnd.example",
    "application/resource-lists+xml",
    "application/unheard-of",
    "text/plain",
    "application/media_control+xml",
    "message/sipfrag",
    "application/dtmf-relay",
  ]) {
    test(`no body of ${type}`, async () => {
      const { call, invite } = await begin();
      assert.equal((await call.within("INFO", "ivanpetrov-desk was here", type)).status, 200);
      assert.equal((await call.within("BYE")).status, 200);
      const info = stage.carrier.call(invite).find((m) => m.method === "INFO");
      assert.equal(info?.body, "");
      assertNoTrace(stage.carrier.call(invite), traces);
    });
  }
  test("digits pressed during a call", async () => {
    const { call, invite } = await begin();
    const pressed = "Signal=5\r\nDuration=160\r\n";
    assert.equal((await call.within("INFO", pressed, "Application/DTMF-Relay; charset=utf-8")).status, 200);
    assert.equal((await call.within("BYE")).status, 200);
    assert.equal(stage.carrier.call(invite).find((m) => m.method === "INFO")?.body, pressed);
  });

  const media = [
    "a=rtpmap:0 PCMU/8000",
    "a=fmtp:101 0-16",
    "a=ptime:20",
    "a=rtcp:4001 IN IP4 192.0.2.7",
    "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz",
    "a=fingerprint:sha-256 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB:4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF",
    "a=candidate:1 1 UDP 2130706431 192.0.2.7 4000 typ host",
    "a=T38FaxVersion:0",
    "a=sendrecv",
  ];
  test("SDP by its list: what media need goes on, what names a phone does not", async () => {
    const names = [
      "a=user:ivanpetrov-desk",
      "a=cname:ivanpetrov-desk",
      "a=ssrc:1 cname:ivanpetrov-desk",
      "a=source-filter: incl IN IP4 * ivanpetrov-desk.local",
      "a=candidate:2 1 UDP 2130706431 ivanpetrov-desk.local 4000 typ host",
      "a=rtcp:4001 IN IP4 ivanpetrov-desk.local",
      "a=X-ivanpetrov-desk",
      "a=tool:ivanpetrov-desk",
    ];
    const body = `${sdp(4_000, "ivanpetrov-desk", "ivanpetrov-desk").replace("IN IP4 127.0.0.1", "IN IP4 ivanpetrov-desk.local")}${[...media, ...names].join("\r\n")}\r\n`;
    const { call, invite } = await begin({ body });
    assert.equal((await call.within("BYE")).status, 200);
    assertNoTrace(stage.carrier.call(invite), traces);
    for (const line of media) assert.ok(invite.body.includes(`${line}\r\n`), `${line}\n${invite.body}`);
    assert.match(invite.body, /^v=0\r\no=- 1 1 IN IP4 0\.0\.0\.0\r\ns=-\r\n/);
    assert.equal(invite.header("Content-Length"), String(invite.body.length));
  });

  for (const mark of ["abc", "dih", "uch", "dch"]) {
    test(`a phone that writes the mark of Kamailio's own modules (${mark})`, async () => {
      const { call, invite } = await begin({
        headers: [`TH: ${mark}`, "P-SR-XUID: ivanpetrov-desk", "P-SR-XBranch: ivanpetrov-desk"],
        callId: `ivanpetrov-desk-${mark}`,
      });
      assert.equal((await call.within("BYE")).status, 200);
      assertNoTrace(stage.carrier.call(invite), traces);
    });
  }

  test("the reason of a hang-up without its text", async () => {
    const { call, invite } = await begin({ headers: ['Reason: Q.850;cause=16;text="ivanpetrov-desk"'] });
    assert.equal((await call.within("BYE")).status, 200);
    assertNoTrace(stage.carrier.call(invite), traces);
  });

  test("where the caller is, on an emergency call only", async () => {
    const place = [
      "--here",
      "Content-Type: application/sdp",
      "",
      sdp(4_000),
      "--here",
      "Content-Type: application/pidf+xml",
      "Content-ID: <place@acme.example>",
      "",
      "<presence/>",
      "--here--",
      "",
    ].join("\r\n");
    const headers = ["Geolocation: <cid:place@acme.example>", "Geolocation-Routing: yes", "Priority: emergency"];
    const multipart = { body: place, type: "multipart/mixed;boundary=here", headers };
    const urgent = await begin({ dialled: "112", ...multipart });
    assert.equal((await urgent.call.within("BYE")).status, 200);
    assert.equal(urgent.invite.header("Geolocation"), "<cid:place@acme.example>");
    assert.equal(urgent.invite.header("Geolocation-Routing"), "yes");
    assert.ok(urgent.invite.body.includes("<presence/>"));
    const usual = await begin(multipart);
    assert.equal((await usual.call.within("BYE")).status, 200);
    assert.deepEqual(usual.invite.headers("Geolocation"), []);
    assert.ok(!usual.invite.body.includes("presence"));
    assert.match(usual.invite.body, /^m=audio 4000/m);
  });

  for (const [what, broken] of [
    ["Contact", (text: string) => text.replace(/^Contact: .*\r\n/m, "")],
    ["a tag in From", (text: string) => text.replace(";tag=own", "")],
  ] as const) {
    test(`an INVITE without ${what} is refused`, async () => {
      const calls = stage.carrier.calls();
      const isReply = (m: SipMessage): boolean => m.header("Call-ID") === `without-${what.length}` && m.status >= 200;
      const message = compose([
        `INVITE sip:80297770000@${subscribers.ivanDesk.domain} SIP/2.0`,
        `Via: SIP/2.0/UDP 127.0.0.1:${phone.peer.port};branch=z9hG4bKwithout${what.length}`,
        `From: <sip:ivanpetrov-desk@${subscribers.ivanDesk.domain}>;tag=own`,
        `To: <sip:80297770000@${subscribers.ivanDesk.domain}>`,
        `Call-ID: without-${what.length}`,
        "CSeq: 1 INVITE",
        "Max-Forwards: 70",
        `Contact: <sip:ivanpetrov-desk@127.0.0.1:${phone.peer.port}>`,
      ]);
      phone.peer.send(broken(message), stage.kamailio.port);
      assert.equal((await phone.peer.wait("the refusal", isReply)).status, 400);
      assert.deepEqual(stage.carrier.calls(), calls);
    });
  }
});
