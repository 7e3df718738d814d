/** Who calls, and what is dialled, in an Asterisk that asks in both ways: phones that lie, inbound trunks, SIMs. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { openPhone, type Call, type Dial, type Phone } from "../../lab/calls/phone.ts";
import type { Subscriber } from "../../lab/calls/kamailio.ts";
import { OLGA_OUTSIDE, openOffice, phones, seen, showing, WAYS, type OfficeStage } from "./asterisk-stage.ts";
import { numbers } from "./company.ts";

for (const way of WAYS)
  describe(`a call through Asterisk, asking by ${way}`, () => {
    let stage: OfficeStage;
    const open = new Map<Subscriber, Phone>();

    before(async () => {
      stage = await openOffice({ way });
    });
    after(async () => {
      for (const phone of open.values()) await phone.close();
      open.clear();
      await stage?.close();
    });

    const phoneOf = async (subscriber: Subscriber): Promise<Phone> => {
      const phone = open.get(subscriber) ?? (await openPhone(subscriber, stage.asterisk.port));
      open.set(subscriber, phone);
      return phone;
    };
    const dial = async (subscriber: Subscriber, how: Dial): Promise<Call> => (await phoneOf(subscriber)).call(how);

    test("another phone's name in From does not call as it", async () => {
      const call = await dial(phones.petr, { dialled: "80291234515", from: "<sip:ivanpetrov-desk@pbx.example>" });
      assert.equal((await call.final()).status, 401);
    });
    test("what is dialled is not read as an argument of the dialplan", async () => {
      for (const dialled of ["80291234516,ivanpetrov-desk", "8029)(%22", "8%24%7BCALLAS_KEY%7D", "8%0Aagi_extension:1"])
        await (await dial(phones.petr, { dialled })).final();
      for (const message of stage.carrier.received.filter((m) => m.method === "INVITE"))
        assert.doesNotMatch(message.start, /[,()${}"%]/);
    });

    test("inbound: the number called rings its extension", async () => {
      const olga = await phoneOf(phones.olga);
      await olga.register();
      const call = await stage.outside.call({ dialled: OLGA_OUTSIDE, from: "<sip:+375447770001@carrier.example>" });
      assert.equal((await call.final()).status, 200);
      await call.ack();
      const invite = await olga.peer.wait("the call", (m) => m.header("From").includes("447770001"));
      assert.equal(invite.method, "INVITE");
      assert.equal((await call.within("BYE")).status, 200);
    });
    test("the corporate SIM of a trusted trunk is the line", async () => {
      const how = { from: "<sip:anybody@mobile.example>", headers: ["P-Asserted-Identity: <sip:+375291112233@x>"] };
      for (const [trunk, status] of [
        [stage.sims, 200],
        [stage.outside, 404],
      ] as const) {
        const call = await trunk.call({ dialled: "80291234520", ...how });
        assert.equal((await call.final()).status, status);
        if (status !== 200) continue;
        await call.ack();
        const invite = await stage.carrier.invite("+375291234520");
        assert.deepEqual(seen(invite), showing(numbers.ivanSim));
        assert.equal((await call.within("BYE")).status, 200);
      }
    });
  });
