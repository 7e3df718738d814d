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
  let serial = 3_000;
  const next = (): string => `8029555${(serial += 1)}`;

  for (const [what, text] of Object.entries(hostile)) {
    test(`dials ${what}`, async () => {
      const calls = stage.carrier.calls();
      const attempt = async () => (await phone.call({ dialled: text })).final();
      const reply = await Promise.race([attempt().catch(() => undefined), unanswered()]);
      assert.ok(reply === undefined || reply.status >= 400);
      assert.deepEqual(stage.carrier.calls(), calls);
      await stillWorks(next());
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
