/** What a PBX does besides calling out: failover, forwarding, redirection by a phone, transfers. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { eventually } from "../../lab/eventually.ts";
import { openFaultyServer } from "../../lab/calls/faulty-server.ts";
import { openPhone, type Call, type Dial, type Phone } from "../../lab/calls/phone.ts";
import { openPeer, replyTo, tagOf, type Peer, type SipMessage } from "../../lab/calls/sip.ts";
import { OLGA_OUTSIDE, openOffice, phones, seen, showing, trunk, type OfficeStage } from "./asterisk-stage.ts";
import { numbers, traces } from "./company.ts";
import { assertNoTrace } from "./no-trace.ts";
import type { Subscriber } from "../../lab/calls/kamailio.ts";

/** The original caller of a forwarded call. */
const CALLER = "+375447770001";

let stage: OfficeStage;
/** The carrier of the first trunk, in a mood. */
let moody: Peer;
let refuses = "";
const open: Phone[] = [];

before(async () => {
  moody = await openPeer((message, self) => {
    if (message.method === "INVITE") self.send(replyTo(message, refuses, "moody"), stage.asterisk.port);
  });
  stage = await openOffice({ way: "http", sections: { "trunk-moody](trunk)": trunk(moody.port) } });
});
after(async () => {
  await stage?.close();
  await moody?.close();
});
afterEach(async () => {
  for (const phone of open.splice(0)) await phone.close();
  await stage.asterisk.set("ring", "25");
  for (const family of ["forward", "forward-busy", "forward-no-answer"])
    await stage.asterisk.command(`database deltree ${family}`);
});

const phoneOf = async (subscriber: Subscriber, reply?: readonly string[]): Promise<Phone> => {
  const phone = await openPhone(subscriber, stage.asterisk.port, "udp", reply);
  open.push(phone);
  assert.equal((await phone.register()).status, 200);
  return phone;
};
const answered = async (call: Call): Promise<Call> => {
  assert.equal((await call.final()).status, 200);
  await call.ack();
  return call;
};
const hangUp = async (call: Call): Promise<void> => {
  assert.equal((await call.within("BYE")).status, 200);
};
/** A call from outside to Olga's number. */
const fromOutside = (how: Partial<Dial> = {}): Promise<Call> =>
  stage.outside.call({ dialled: OLGA_OUTSIDE, from: `<sip:${CALLER}@carrier.example>`, ...how });
/** The carrier's next INVITE after `before`; nothing of its call names anybody in the office. */
const nextInvite = async (before: ReadonlySet<string>): Promise<SipMessage> =>
  stage.carrier.wait("the next call", (m) => m.method === "INVITE" && !before.has(m.header("Call-ID")));
const forwardedBy = (number: string, reason: string) => ({
  ...showing(number),
  diversion: [`<sip:${number}@pbx.example>;reason=${reason}`],
});

describe("failover", () => {
  const onMoody = async (status: string, calls: () => Promise<void>): Promise<void> => {
    refuses = status;
    await stage.asterisk.set("trunks", "trunk-moody&trunk-b");
    try {
      await calls();
    } finally {
      await stage.asterisk.set("trunks", "trunk-a&trunk-b");
    }
  };
  test("the next trunk takes a call that the first cannot, with the same identity", () =>
    onMoody("503 Service Unavailable", async () => {
      const ivan = await phoneOf(phones.ivanDesk);
      const call = await answered(await ivan.call({ dialled: "81049301234567" }));
      const invite = await stage.second.invite("+49301234567");
      assert.deepEqual(seen(invite), showing(numbers.germany));
      assertNoTrace(stage.second.call(invite), traces);
      await hangUp(call);
    }));
  for (const [status, then] of [
    ["486 Busy Here", 486],
    ["404 Not Found", 404],
  ] as const)
    test(`${status} is the callee's, and not the trunk's`, () =>
      onMoody(status, async () => {
        const before = stage.second.calls().size;
        const ivan = await phoneOf(phones.ivanDesk);
        assert.equal((await (await ivan.call({ dialled: "80291234501" })).final()).status, then);
        assert.equal(stage.second.calls().size, before);
      }));
});

describe("forwarding on the PBX", () => {
  const number = "80291234530";
  const called = "+375291234530";

  test("always, set and ended on the phone", async () => {
    const olga = await phoneOf(phones.olga);
    await (await olga.call({ dialled: `*21*${number}%23` })).final();
    const before = stage.carrier.calls();
    const call = await answered(await fromOutside());
    const invite = await nextInvite(before);
    assert.ok(invite.start.startsWith(`INVITE sip:${called}@`));
    assert.deepEqual(seen(invite), forwardedBy(numbers.sales, "unconditional"));
    assertNoTrace(stage.carrier.call(invite), traces);
    await hangUp(call);
    await (await olga.call({ dialled: "%2321%23" })).final();
    await hangUp(await answered(await fromOutside()));
    await olga.peer.wait("the call", (m) => m.method === "INVITE");
  });
  test("when busy, with that reason", async () => {
    await phoneOf(phones.olga, ["486 Busy Here"]);
    await stage.asterisk.command(`database put forward-busy 620202 ${number}`);
    const before = stage.carrier.calls();
    const call = await answered(await fromOutside());
    assert.deepEqual(seen(await nextInvite(before)), forwardedBy(numbers.sales, "user-busy"));
    await hangUp(call);
  });
  test("when nobody answers, with that reason", async () => {
    await phoneOf(phones.olga, ["180 Ringing"]);
    await stage.asterisk.set("ring", "1");
    await stage.asterisk.command(`database put forward-no-answer 620202 ${number}`);
    const before = stage.carrier.calls();
    const call = await answered(await fromOutside());
    assert.deepEqual(seen(await nextInvite(before)), forwardedBy(numbers.sales, "no-answer"));
    await hangUp(call);
  });
  test("neither the choice nor the privacy of whoever calls is the forwarder's", async () => {
    await stage.asterisk.command(`database put forward 620202 ${number}`);
    const before = stage.carrier.calls();
    const headers = [`P-Preferred-Identity: <sip:${numbers.germany}@x>`, "Privacy: id"];
    const call = await answered(await fromOutside({ headers }));
    assert.deepEqual(seen(await nextInvite(before)), forwardedBy(numbers.sales, "unconditional"));
    await hangUp(call);
  });
  test("two that forward to each other", async () => {
    await stage.asterisk.command("database put forward 620202 620201");
    await stage.asterisk.command("database put forward 620201 620202");
    assert.ok((await (await fromOutside()).final()).status >= 400);
  });
  test("a loop through the carrier ends by Max-Forwards", async () => {
    await stage.asterisk.command(`database put forward 620202 ${number}`);
    const before = stage.carrier.calls();
    const call = await answered(await fromOutside({ maxForwards: 20 }));
    assert.deepEqual((await nextInvite(before)).headers("Max-Forwards"), ["19"]);
    await hangUp(call);
    const size = stage.carrier.calls().size;
    assert.ok((await (await fromOutside({ maxForwards: 1 })).final()).status >= 400);
    assert.equal(stage.carrier.calls().size, size);
  });
});

describe("a phone that redirects", () => {
  const moved = ["302 Moved Temporarily", "Contact: <sip:80291234540@pbx.example>"];
  const called = "+375291234540";

  test("a call from outside: the number of the phone that redirects, and never the extension", async () => {
    await phoneOf(phones.olga, moved);
    const before = stage.carrier.calls();
    const call = await answered(await fromOutside());
    const invite = await nextInvite(before);
    assert.ok(invite.start.startsWith(`INVITE sip:${called}@`));
    assert.deepEqual(seen(invite), forwardedBy(numbers.sales, "unknown"));
    await hangUp(call);
    assertNoTrace(stage.carrier.call(invite), traces);
  });
  test("a colleague's call, with the reason that the phone gives", async () => {
    await phoneOf(phones.olga, [...moved, "Diversion: <sip:olgasidorova-desk@pbx.example>;reason=user-busy"]);
    const ivan = await phoneOf(phones.ivanDesk);
    const before = stage.carrier.calls();
    const call = await answered(await ivan.call({ dialled: "620202" }));
    const invite = await nextInvite(before);
    assert.deepEqual(seen(invite), forwardedBy(numbers.sales, "user-busy"));
    await hangUp(call);
    assertNoTrace(stage.carrier.call(invite), traces);
  });
  test("to a colleague: the colleague rings", async () => {
    await phoneOf(phones.olga, ["302 Moved Temporarily", "Contact: <sip:620203@pbx.example>"]);
    const petr = await phoneOf(phones.petr);
    const call = await answered(await fromOutside());
    await petr.peer.wait("the call", (m) => m.method === "INVITE");
    await hangUp(call);
  });
  test("without Callas: main", async () => {
    await phoneOf(phones.olga, moved);
    const server = await openFaultyServer((socket) => socket.destroy());
    const url = `${stage.service.base}/api/v1/decision`;
    await hangUp(await answered(await (await phoneOf(phones.ivanDesk)).call({ dialled: "80291234541" })));
    try {
      await stage.asterisk.set("url", `http://127.0.0.1:${server.port}/`);
      const before = stage.carrier.calls();
      const call = await answered(await fromOutside());
      assert.deepEqual(seen(await nextInvite(before)), forwardedBy(numbers.main, "unknown"));
      await hangUp(call);
    } finally {
      await stage.asterisk.set("url", url);
      await server.close();
    }
  });
  test("two that redirect to each other", async () => {
    await phoneOf(phones.olga, ["302 Moved Temporarily", "Contact: <sip:620201@pbx.example>"]);
    await phoneOf(phones.ivanDesk, ["302 Moved Temporarily", "Contact: <sip:620202@pbx.example>"]);
    assert.ok((await (await fromOutside()).final()).status >= 400);
  });
});

describe("a transfer", () => {
  const ends = async (invite: SipMessage): Promise<void> => {
    await stage.carrier.within(invite, "BYE");
    assertNoTrace(stage.carrier.call(invite), traces);
  };
  /** Asterisk refuses to transfer a call in the moment between the answer and the talk. */
  const talks = async (call: Call): Promise<Call> => {
    await answered(call);
    await eventually("the bridge", async () =>
      /\s2\s+basic/.test(await stage.asterisk.command("bridge show all")) ? true : undefined,
    );
    return call;
  };
  /** The transfer is over: Ivan hears of it and leaves (RFC 3515, 2.4.5). */
  const isHandedOver = async (ivan: Phone, call: Call): Promise<void> => {
    await ivan.peer.wait(
      "the end of the transfer",
      (m) => m.method === "NOTIFY" && m.header("Call-ID") === call.callId && m.body.includes("200 OK"),
    );
    await call.within("BYE");
  };

  test("blind: the colleague rings, and the carrier learns nothing", async () => {
    const [ivan, olga] = [await phoneOf(phones.ivanDesk), await phoneOf(phones.olga)];
    const call = await talks(await ivan.call({ dialled: "80291234550" }));
    const invite = await stage.carrier.invite("+375291234550");
    const refer = ["Refer-To: <sip:620202@pbx.example>", "Referred-By: <sip:ivanpetrov-desk@pbx.example>"];
    assert.equal((await call.within("REFER", "", undefined, refer)).status, 202);
    await olga.peer.wait("the call", (m) => m.method === "INVITE");
    await isHandedOver(ivan, call);
    await ends(invite);
  });
  test("blind, to an outside number: the number of the one who transfers", async () => {
    const ivan = await phoneOf(phones.ivanDesk);
    const call = await talks(await ivan.call({ dialled: "80291234553" }));
    const first = await stage.carrier.invite("+375291234553");
    const refer = ["Refer-To: <sip:81049301234567@pbx.example>"];
    assert.equal((await call.within("REFER", "", undefined, refer)).status, 202);
    const second = await stage.carrier.invite("+49301234567");
    assert.deepEqual(seen(second), showing(numbers.germany));
    await isHandedOver(ivan, call);
    await ends(first);
    assertNoTrace(stage.carrier.call(second), traces);
  });
  test("attended: the colleague talks, and the carrier learns nothing", async () => {
    const [ivan, olga] = [await phoneOf(phones.ivanDesk), await phoneOf(phones.olga)];
    const call = await talks(await ivan.call({ dialled: "80291234551" }));
    const invite = await stage.carrier.invite("+375291234551");
    const second = await ivan.call({ dialled: "620202" });
    const ok = await second.final();
    await second.ack();
    await olga.peer.wait("the call", (m) => m.method === "INVITE");
    const replaces = `${second.callId};to-tag=${tagOf(ok.header("To"))};from-tag=${tagOf(second.from)}`;
    const target = `sip:620202@pbx.example?Replaces=${encodeURIComponent(replaces)}`;
    assert.equal((await call.within("REFER", "", undefined, [`Refer-To: <${target}>`])).status, 202);
    await isHandedOver(ivan, call);
    await ends(invite);
  });
  test("the carrier cannot transfer", async () => {
    const ivan = await phoneOf(phones.ivanDesk);
    const call = await talks(await ivan.call({ dialled: "80291234552" }));
    const invite = await stage.carrier.invite("+375291234552");
    assert.ok((await stage.carrier.within(invite, "REFER")).status >= 400);
    await hangUp(call);
  });
});
