/** Phones that dial and send what nobody should: Callas and Kamailio go on, and nothing made up reaches the carrier. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { numbers, subscribers } from "./company.ts";
import { openPhone, type Phone } from "../../lab/calls/phone.ts";
import { uriOf } from "../../lab/calls/sip.ts";
import { openStage, type Stage } from "./stage.ts";

const hostile = {
  "quotes and backslashes": '"\\"},{\\',
  "a JSON injection": '1","company":"bare","x":"',
  "escaped quotes": "1%22%2C%22line%22%3A%22olga",
  "an escaped line break": "112%0D%0AP-Asserted-Identity:%20<sip:1@x>",
  "an escaped NUL": "8029%001234567",
  "a broken escape": "8029%zz1234567",
  "8-bit text": "80\xff\xfe29",
  "UTF-8": Buffer.from("Иван").toString("latin1"),
  "a pseudo-variable": "$var(x)$(avp(callas_line))",
  "very many digits": "1".repeat(200),
  "a very long name": "a".repeat(4_000),
  letters: "alice",
};

const head = (port: number, first: string, more: string, branch: string) => `${first}
Via: SIP/2.0/UDP 127.0.0.1:${port};branch=z9hG4bK${branch}
From: <sip:ivanpetrov-soft@acmecorp.example>;tag=${branch}
To: <sip:80291234567@acmecorp.example>
Call-ID: malformed-${branch}
CSeq: 1 INVITE
Max-Forwards: 70
Contact: <sip:ivanpetrov-soft@127.0.0.1:${port}>
${more}`;
const line = "INVITE sip:80291234567@acmecorp.example SIP/2.0";

/** Much like what RFC 4475 has, addressed to this office. */
const malformed: Readonly<Record<string, (port: number) => string>> = {
  "extra separators in headers": (port) => head(port, line, "Allow: ,,,;;;\nContent-Length: 0\n\n", "separators"),
  "a body shorter than its length": (port) => head(port, line, "Content-Length: 9999\n\nv=0\n", "short"),
  "a negative length": (port) => head(port, line, "Content-Length: -999\n\nv=0\n", "negative"),
  "numbers that are too large": (port) =>
    head(port, line, "Expires: 1000000000000000000000\nContent-Length: 0\n\n", "large"),
  "a Request-URI in angle brackets": (port) =>
    head(port, "INVITE <sip:80291234567@acmecorp.example> SIP/2.0", "Content-Length: 0\n\n", "brackets"),
  "a space in the Request-URI": (port) =>
    head(port, "INVITE sip:80291234567@acmecorp.example; lr SIP/2.0", "Content-Length: 0\n\n", "space"),
  "two spaces in the first line": (port) =>
    head(port, "INVITE  sip:80291234567@acmecorp.example  SIP/2.0", "Content-Length: 0\n\n", "spaces"),
  "headers in the Request-URI": (port) =>
    head(port, "INVITE sip:80291234567@acmecorp.example?Route=%3Csip:x%3E SIP/2.0", "Content-Length: 0\n\n", "headers"),
  "a version of SIP that is not there": (port) =>
    head(port, "INVITE sip:80291234567@acmecorp.example SIP/7.0", "Content-Length: 0\n\n", "version"),
  "another method in CSeq": (port) =>
    head(port, "OPTIONS sip:80291234567@acmecorp.example SIP/2.0", "Content-Length: 0\n\n", "mismatch"),
  "a display name without its second quote": (port) =>
    head(port, line, "Content-Length: 0\n\n", "quote").replace("From: <", 'From: "Bank <'),
  "From twice": (port) => head(port, line, "From: <sip:bank@x.example>;tag=2\nContent-Length: 0\n\n", "twice"),
  "no From tag": (port) => head(port, line, "Content-Length: 0\n\n", "untagged").replace(";tag=untagged", ""),
  "no Contact": (port) => head(port, line, "Content-Length: 0\n\n", "nocontact").replace(/^Contact.*\n/m, ""),
  "no Via": (port) => head(port, line, "Content-Length: 0\n\n", "novia").replace(/^Via.*\n/m, ""),
  "no blank line": (port) => head(port, line, "Content-Length: 0", "endless"),
  "a header of 40,000 characters": (port) =>
    head(port, line, `X-Long: ${"x".repeat(40_000)}\nContent-Length: 0\n\n`, "long"),
  "NUL and 8-bit text in headers": (port) => head(port, line, "Subject: \0\xff\xfe\nContent-Length: 0\n\n", "binary"),
};

describe("a hostile phone", () => {
  let stage: Stage;
  let phone: Phone;

  before(async () => {
    stage = await openStage();
    phone = await openPhone(subscribers.ivanSoft, stage.kamailio.port);
  });
  after(async () => {
    await phone?.close();
    await stage?.close();
  });

  const stillWorks = async (dialled: string): Promise<void> => {
    const call = await phone.call({ dialled });
    assert.equal((await call.final()).status, 200);
    await call.ack();
    await call.within("BYE");
    const invite = await stage.carrier.invite(`+375${dialled.slice(2)}`);
    assert.equal(uriOf(invite.header("From")), `sip:${numbers.ivan}@pbx.example`);
  };
  /** The call that still works, and no other. */
  const assertOneMore = (calls: ReadonlySet<string>): void =>
    assert.equal([...stage.carrier.calls()].filter((id) => !calls.has(id)).length, 1);
  let serial = 3_000;
  const next = (): string => `8029555${(serial += 1)}`;

  for (const [what, text] of Object.entries(hostile)) {
    test(`dials ${what}`, async () => {
      const calls = stage.carrier.calls();
      const attempt = async () => (await phone.call({ dialled: text })).final();
      const reply = await Promise.race([attempt().catch(() => undefined), unanswered()]);
      assert.ok(reply === undefined || reply.status >= 400);
      await stillWorks(next());
      assertOneMore(calls);
    });
    test(`prefers ${what}`, async () => {
      const dialled = next();
      const call = await phone.call({
        dialled,
        headers: [`P-Preferred-Identity: "x" <sip:${text}@acmecorp.example>`, `Diversion: <sip:${text}@x>`],
      });
      assert.equal((await call.final()).status, 200);
      await call.ack();
      await call.within("BYE");
      const invite = await stage.carrier.invite(`+375${dialled.slice(2)}`);
      assert.equal(uriOf(invite.header("From")), `sip:${numbers.ivan}@pbx.example`);
      assert.deepEqual(invite.headers("P-Preferred-Identity"), []);
      assert.deepEqual(invite.headers("Diversion"), [`<sip:${numbers.ivan}@pbx.example>;reason=unconditional`]);
      await stillWorks(next());
    });
  }

  for (const [what, broken] of Object.entries(malformed)) {
    test(`sends ${what}`, async () => {
      const calls = stage.carrier.calls();
      phone.peer.send(broken(phone.peer.port).replaceAll("\n", "\r\n"), stage.kamailio.port);
      await stillWorks(next());
      assertOneMore(calls);
    });
  }

  test("none of it came to Callas as something else, and it was asked for every call", async () => {
    assert.equal(await stage.service.metric('callas_kamailio_failures_total{reason="bad_message"}'), 0);
    assert.equal(await stage.kamailio.counter("error"), 0);
    assert.equal(await stage.kamailio.counter("timeout"), 0);
    assert.equal(await stage.kamailio.counter("asked"), await stage.kamailio.counter("answered"));
  });
});

/** Kamailio does not answer what is no SIP at all. */
async function unanswered(): Promise<undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  setTimeout(() => resolve(undefined), 1_000);
  return promise;
}
