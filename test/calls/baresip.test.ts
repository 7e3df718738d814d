/** A real softphone: baresip registers, calls out, and is called by a colleague. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { numbers, subscribers, traces } from "./company.ts";
import { eventually } from "../../lab/eventually.ts";
import { assertNoTrace } from "./no-trace.ts";
import { openPhone } from "../../lab/calls/phone.ts";
import { startBaresip } from "../../lab/calls/baresip.ts";
import { openStage, type Stage } from "./stage.ts";

describe("baresip", () => {
  let stage: Stage;

  before(async () => {
    stage = await openStage();
  });
  after(() => stage?.close());

  test("calls out and hangs up: the carrier sees the employee's number and no trace of the phone", async () => {
    const { ivanSoft } = subscribers;
    const baresip = await startBaresip(stage.kamailio.port, ivanSoft, [
      "-e",
      `/dial sip:80294443322@${ivanSoft.domain}`,
    ]);
    try {
      const invite = await stage.carrier.invite("+375294443322");
      const ended = (method: string) => () =>
        stage.carrier.call(invite).some((m) => m.method === method) ? true : undefined;
      await eventually("the ACK", ended("ACK"));
      await baresip.quit();
      await eventually("the BYE", ended("BYE"));
      const messages = stage.carrier.call(invite);
      assertNoTrace(messages, traces);
      assert.match(invite.header("From"), new RegExp(`^<sip:\\${numbers.ivan}@pbx\\.example>;tag=`));
      assert.equal(invite.header("P-Asserted-Identity"), `<sip:${numbers.ivan}@pbx.example>`);
    } finally {
      await baresip.quit();
    }
  });

  test("is registered, rings when a colleague calls its extension, and answers", async () => {
    const baresip = await startBaresip(stage.kamailio.port, subscribers.olga, []);
    const petr = await openPhone(subscribers.petr, stage.kamailio.port);
    try {
      await eventually("the registration", () => (/200 OK/.test(baresip.output()) ? true : undefined));
      const call = await petr.call({ dialled: "620202" });
      assert.equal((await call.final()).status, 200);
      await call.ack();
      assert.equal((await call.within("BYE")).status, 200);
      await eventually("the caller on its screen", () => (/620203/.test(baresip.output()) ? true : undefined));
    } finally {
      await petr.close();
      await baresip.quit();
    }
  });
});
