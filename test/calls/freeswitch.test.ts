/** Calls through a FreeSWITCH without trunks in Callas. Skipped, and said so, where there is none. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { startService, type Service } from "../../lab/calls/callas.ts";
import { openCarrier, type Carrier } from "../../lab/calls/carrier.ts";
import { hasFreeswitch, startFreeswitch, type Freeswitch } from "../../lab/calls/freeswitch.ts";
import type { Subscriber } from "../../lab/calls/kamailio.ts";
import { openPhone, type Dial } from "../../lab/calls/phone.ts";
import type { SipMessage } from "../../lab/calls/sip.ts";
import { eventually } from "../../lab/eventually.ts";
import { numbers, setUpCompanies, subscribers, traces } from "./company.ts";
import { assertNoTrace } from "./no-trace.ts";

const skip = hasFreeswitch ? false : "no freeswitch on the PATH: no Debian suite has one";

describe("a call through FreeSWITCH, without trunks in Callas", { skip }, () => {
  let carrier: Carrier;
  let second: Carrier;
  let freeswitch: Freeswitch;
  let service: Service;

  before(async () => {
    [carrier, second] = [await openCarrier(), await openCarrier()];
    freeswitch = await startFreeswitch({
      carriers: [carrier.port, second.port],
      subscribers: Object.values(subscribers),
    });
    service = await startService([], {
      CALLAS_FREESWITCH: `127.0.0.1:${freeswitch.eventPort}`,
      CALLAS_FREESWITCH_PASSWORD: freeswitch.password,
    });
    await setUpCompanies(service);
    await eventually("the connection", async () =>
      (await service.metric("callas_freeswitch_connected")) === 1 ? true : undefined,
    );
  });
  after(async () => {
    await service?.stop();
    await freeswitch?.stop();
    await carrier?.close();
    await second?.close();
  });

  /** Calls and hangs up; answers the carrier's INVITE, after a look at all that the carrier got. */
  const arrives = async (account: Subscriber, called: string, dial: Dial): Promise<SipMessage> => {
    const before = carrier.calls();
    const phone = await openPhone(account, freeswitch.port);
    try {
      const call = await phone.call(dial);
      assert.equal((await call.final()).status, 200, freeswitch.log());
      await call.ack();
      const invite = await carrier.wait(
        `the call to ${called}`,
        (m) => m.method === "INVITE" && m.start.includes(`sip:${called}@`) && !before.has(m.header("Call-ID")),
      );
      assert.equal((await call.within("BYE")).status, 200);
      assertNoTrace(carrier.call(invite), traces);
      return invite;
    } finally {
      await phone.close();
    }
  };
  const seen = (invite: SipMessage) => ({
    from: invite.header("From").replace(/;(tag|transport)=[^;]*/g, ""),
    asserted: invite.headers("P-Asserted-Identity"),
    privacy: invite.headers("Privacy"),
    diversion: invite.headers("Diversion"),
  });
  const showing = (number: string, diversion: readonly string[] = []) => ({
    from: `<sip:${number}@pbx.example>`,
    asserted: [`<sip:${number}@pbx.example>`],
    privacy: [],
    diversion,
  });

  const { ivanDesk, olga } = subscribers;
  const lies = [
    "X-Line: ivanpetrov-desk",
    'Remote-Party-ID: "Ivan IvanPetrov" <sip:620201@acmecorp.example>;party=calling',
    "Diversion: <sip:ivanpetrov-desk@acmecorp.example>;reason=no-answer",
  ];

  test("country", async () => {
    const invite = await arrives(ivanDesk, "+49301234567", { dialled: "81049301234567" });
    assert.deepEqual(seen(invite), showing(numbers.germany));
  });
  test("a phone's other headers do not pass, and a forwarded call has a Diversion of ours", async () => {
    const invite = await arrives(ivanDesk, "+375291234510", { dialled: "80291234510", headers: lies });
    assert.deepEqual(seen(invite), showing(numbers.ivan, [`<sip:${numbers.ivan}@pbx.example>;reason=no-answer`]));
  });

  test("withheld", async () => {
    const invite = await arrives(ivanDesk, "+375291234511", { dialled: "80291234511", headers: ["Privacy: id"] });
    assert.deepEqual(seen(invite), {
      ...showing(numbers.ivan),
      from: '"Anonymous" <sip:anonymous@anonymous.invalid>',
      privacy: ["id"],
    });
  });

  test("a carrier that is gone: the second gateway, with the same identity", async () => {
    await carrier.close();
    const phone = await openPhone(olga, freeswitch.port);
    try {
      const call = await phone.call({ dialled: "80291234516" });
      const invite = await second.invite("+375291234516");
      assert.deepEqual(seen(invite), showing(numbers.sales));
      assert.equal((await call.final()).status, 200);
      await call.ack();
      assert.equal((await call.within("BYE")).status, 200);
    } finally {
      await phone.close();
    }
  });
});
