/** What people dial, put to Callas over HTTP and dialled on a phone: both have the same answer, and so does the table where it can. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { openAsker, startAskKamailio, type AskKamailio, type Asker } from "../../lab/calls/ask-kamailio.ts";
import { startService, type Service } from "../../lab/calls/callas.ts";
import { eventually } from "../../lab/eventually.ts";
import type { Decision } from "../../src/decide/decision.ts";
import { dialledCalls, setUpDialledCompanies, tableIsFilled, type DialledCall, type Outcome } from "./dialled.ts";

describe("what people dial", () => {
  let kamailio: AskKamailio;
  let service: Service;
  let asker: Asker;
  before(async () => {
    kamailio = await startAskKamailio({ table: true, defines: { CALLAS_WAIT: 30_000 } });
    service = await startService([`127.0.0.1:${kamailio.evapiPort}`]);
    await setUpDialledCompanies(service.client);
    asker = openAsker(kamailio.port);
    await eventually("Callas", async () => ((await kamailio.hasCallas()) ? true : undefined));
  });
  after(async () => {
    await asker?.close();
    await service?.stop();
    await kamailio?.stop();
  });

  const dial = async ({ company, line, requestUser, headers, ...numbers }: DialledCall): Promise<Outcome> => {
    const domain = `${company}.example`;
    const uri = /^(sips?|tel):/.test(requestUser) ? requestUser : `sip:${requestUser}@${domain}`;
    const { status, told } = await asker.ask(uri, company, line, headers);
    assert.equal(status, 480);
    const { kind, digits, table, as: text } = told;
    assert.notEqual(table, "unknown");
    if (kind === "service_code") return { service: true };
    if (kind === "internal") return { colleague: digits! };
    const [, display, from, asserted, called, , , privacy, number] = text!.split("|");
    if (called === "") return { status: 484 };
    const shown = number === numbers.main ? "main" : "emergency";
    assert.equal(number, numbers[shown]);
    assert.equal(asserted, `<sip:${number}@pbx.example>`);
    const isAnonymous = display === '"Anonymous"';
    assert.deepEqual(
      [from, privacy],
      isAnonymous ? ["sip:anonymous@anonymous.invalid", "id"] : [`sip:${number}@pbx.example`, ""],
    );
    return { called: decodeURIComponent(called!), from: isAnonymous ? "anonymous" : shown };
  };

  describe("with Callas", () => {
    for (const call of dialledCalls) {
      test(`${call.id}: ${call.dialled}`, async () => {
        const { company, dialled, privacy, line } = call;
        const body = { company, line, dialled, ...(privacy === undefined ? {} : { privacy }) };
        const decision = await service.client.send<Decision>("POST", "/api/v1/decisions", { body });
        assert.deepEqual(await dial(call), call.withCallas);
        assert.deepEqual(outcomeOf(decision, call), call.withCallas);
      });
    }
  });

  describe("without Callas", () => {
    before(async () => {
      await eventually("the table", async () => ((await tableIsFilled(kamailio.table)) ? true : undefined));
      service.signal("SIGKILL");
      await eventually("Kamailio to notice", async () => ((await kamailio.hasCallas()) ? undefined : true));
    });

    for (const call of dialledCalls) {
      test(`${call.id}: ${call.dialled}`, async () => assert.deepEqual(await dial(call), call.withoutCallas));
    }
  });
});

/** What a decision over HTTP makes of a call. */
function outcomeOf(
  { callerId, destination, privacy }: Decision,
  { main, emergency, withCallas }: DialledCall,
): Outcome {
  if (destination.kind === "service_code") return { service: true };
  // HTTP does not say which extension it is: the one dialled.
  if (destination.kind === "internal") return withCallas;
  const called = destination.e164 ?? destination.digits;
  if (called === null) return { status: 484 };
  if (privacy) return { called, from: "anonymous" };
  assert.ok(callerId === main || callerId === emergency);
  return { called, from: callerId === main ? "main" : "emergency" };
}
