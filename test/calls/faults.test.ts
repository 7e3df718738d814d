/** Callas killed, frozen, slow, and back: every call completes, shown as what is right or as the company's main. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { openCarrier, type Carrier } from "../../lab/calls/carrier.ts";
import { numbers, setUpCompanies, subscribers, traces } from "./company.ts";
import { eventually } from "../../lab/eventually.ts";
import { startKamailio, type Kamailio } from "../../lab/calls/kamailio.ts";
import { assertNoTrace } from "./no-trace.ts";
import { openPhone, type Dial, type Phone } from "../../lab/calls/phone.ts";
import { startService, type Service } from "../../lab/calls/callas.ts";
import { openSlowLink, type SlowLink } from "./slow-link.ts";
import { uriOf, type SipMessage } from "../../lab/calls/sip.ts";

/** Longer than in pbx/kamailio, in milliseconds: what a busy machine adds to an answer is not what is tried here. */
const WAIT = 500;

/** How long a caller waits for ringing at the most, in milliseconds, whatever became of Callas: Kamailio's timers tick every 100 ms. */
const LONGEST_WAIT = WAIT + 150;

type Timed = Readonly<{ waited: number; roundTrip: number }>;

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

/**
 * Half of the calls rang in time. What a busy machine adds is measured beside it: a call is four trips between processes
 * besides the wait, and each may take as long as the trip to Kamailio and back that Callas has no part in.
 */
function assertInTime(calls: readonly Timed[]): void {
  const waited = median(calls.map((call) => call.waited));
  const trips = 4 * median(calls.map((call) => call.roundTrip));
  assert.ok(waited <= LONGEST_WAIT + trips, `waited ${waited} ms, of which ${trips} ms may be the machine's`);
}

const startImpatientKamailio = (carrier: Carrier): Promise<Kamailio> =>
  startKamailio({
    trunk: `127.0.0.1:${carrier.port}`,
    subscribers: Object.values(subscribers),
    settings: { CALLAS_WAIT: WAIT },
  });

const employeeUri = `sip:${numbers.ivan}@pbx.example`;
const mainUri = `sip:${numbers.main}@pbx.example`;
const emergencyUri = `sip:${numbers.emergency}@pbx.example`;

describe("without Callas", () => {
  let carrier: Carrier;
  let kamailio: Kamailio;
  let link: SlowLink;
  let service: Service;
  let phone: Phone;
  let serial = 1_000;

  before(async () => {
    carrier = await openCarrier();
    kamailio = await startImpatientKamailio(carrier);
    link = await openSlowLink(kamailio.evapiPort);
    service = await startService([`127.0.0.1:${link.port}`]);
    await setUpCompanies(service);
    phone = await openPhone(subscribers.ivanDesk, kamailio.port);
    await connected();
    await callasDecides();
  });
  afterEach(async () => {
    link.delay(0);
    link.mend();
    service.signal("SIGCONT");
    await service.revive();
    await callasDecides();
  });
  after(async () => {
    await phone?.close();
    await service?.stop();
    await link?.close();
    await kamailio?.stop();
    await carrier?.close();
  });

  const nextNumber = (): string => `8029777${(serial += 1)}`;

  /** Calls, answers what the carrier got, and hangs up. */
  const call = async (dial: Partial<Dial> = {}): Promise<Timed & Readonly<{ invite: SipMessage; shown: string }>> => {
    const dialled = dial.dialled ?? nextNumber();
    const made = await phone.call({ ...dial, dialled });
    const ringing = await made.rung();
    assert.equal((await made.final()).status, 200);
    await made.ack();
    const invite = await carrier.wait("the call", (m) => m.method === "INVITE" && m.start.includes(dialled.slice(-7)));
    assert.equal((await made.within("BYE")).status, 200);
    assertNoTrace(carrier.call(invite), traces);
    return {
      invite,
      shown: uriOf(invite.header("From")),
      waited: ringing.at - made.sentAt,
      roundTrip: made.roundTrip,
    };
  };
  const oneByOne = async (count: number) => {
    const calls: Awaited<ReturnType<typeof call>>[] = [];
    while (calls.length < count) calls.push(await call());
    return calls;
  };
  const connected = (): Promise<true> =>
    eventually("the connection", async () =>
      (await service.metric("callas_kamailio_connected")) === 1 ? true : undefined,
    );
  const callasDecides = (): Promise<true> =>
    eventually("Callas to decide again", async () => ((await call()).shown === employeeUri ? true : undefined));
  const killed = async (): Promise<void> => {
    service.signal("SIGKILL");
    await eventually("Kamailio to notice", async () => ((await call()).shown === mainUri ? true : undefined));
  };

  test("killed: main at once, and the employee's number again as soon as it is back", async () => {
    service.signal("SIGKILL");
    const before = await kamailio.counter("fallback");
    const calls = await oneByOne(10);
    for (const { shown } of calls) assert.equal(shown, mainUri);
    assertInTime(calls);
    assert.equal(await kamailio.counter("fallback"), before + 10);
    await service.revive();
    await connected();
    await callasDecides();
  });

  test("away: internal calls, emergency calls, service codes and privacy hold", async () => {
    await killed();
    const olga = await openPhone(subscribers.olga, kamailio.port);
    try {
      await olga.register();
      const internal = await phone.call({ dialled: "620202" });
      assert.equal((await internal.final()).status, 200);
      await internal.ack();
      assert.equal((await internal.within("BYE")).status, 200);
      await olga.peer.wait("the internal call", (m) => m.method === "INVITE");
    } finally {
      await olga.close();
    }
    for (const dialled of ["112", "*31%23101"]) {
      const made = await phone.call({ dialled, headers: ["Privacy: id"] });
      assert.equal((await made.final()).status, 200);
      await made.ack();
      await made.within("BYE");
      const invite = await carrier.invite(dialled.slice(-3));
      assert.equal(uriOf(invite.header("From")), emergencyUri);
      assert.deepEqual(invite.headers("Privacy"), []);
    }
    assert.equal((await (await phone.call({ dialled: "*100" })).final()).status, 404);
    for (const dial of [{ dialled: `%2331%23${nextNumber()}` }, { headers: ["Privacy: user;id"] }]) {
      const { invite } = await call(dial);
      assert.equal(uriOf(invite.header("From")), "sip:anonymous@anonymous.invalid");
      assert.equal(invite.header("P-Asserted-Identity"), `<${mainUri}>`);
      assert.equal(invite.header("Privacy"), "id");
    }
  });

  test("away: a company without a number, or of which nothing is known, is refused with 503", async () => {
    await killed();
    for (const account of [subscribers.anna, subscribers.nobody]) {
      const other = await openPhone(account, kamailio.port);
      try {
        assert.equal((await (await other.call({ dialled: "80291234567" })).final()).status, 503);
      } finally {
        await other.close();
      }
    }
  });

  test("a change of the settings is in the table at once", async () => {
    const path = "/companies/acmecorp/outgoing-numbers";
    const settings = (main: string) => ({ main, personal: [], regional: [], priority: "regional" });
    await service.put("/companies/short", { name: "Short", country: "BY" });
    await service.delete("/companies/short");
    await service.put("/companies/acmecorp2", { name: "Second", country: "BY" });
    await service.put("/companies/acmecorp2/directory", {
      numbers: [{ number: "+375172220000" }, { number: "+375172220001" }],
      employees: Array.from({ length: 5_000 }, (_, i) => ({
        id: `e${i}`,
        name: `E ${i}`,
        extension: String(40_000 + i),
      })),
      departments: [],
    });
    await service.put("/companies/acmecorp2/outgoing-numbers", settings("+375172220001"), {
      "if-match": await service.etag("/companies/acmecorp2/outgoing-numbers"),
    });
    assert.notEqual(await service.etag(path), "");
    await eventually("the row in the table", async () =>
      (await kamailio.table("row:acmecorp2"))?.includes("+375172220001") ? true : undefined,
    );
    await killed();
    const second = await openPhone(subscribers.second, kamailio.port);
    try {
      const made = await second.call({ dialled: "80298881234" });
      assert.equal((await made.final()).status, 200);
      await made.ack();
      await made.within("BYE");
      assert.equal(uriOf((await carrier.invite("80298881234")).header("From")), "sip:+375172220001@pbx.example");
      // The last of 5,000 extensions is internal: nobody has registered there, so that it is not found.
      assert.equal((await (await second.call({ dialled: "44999" })).final()).status, 404);
      await service.revive();
      await callasDecides();
      await service.delete("/companies/acmecorp2");
      await eventually("the row to be gone", async () =>
        (await kamailio.table("row:acmecorp2")) === undefined ? true : undefined,
      );
      await killed();
      assert.equal((await (await second.call({ dialled: "80298881235" })).final()).status, 503);
    } finally {
      await second.close();
    }
  });

  test("a company that was removed while Callas was disconnected is refused with 503", async () => {
    await service.put("/companies/acmecorp2", { name: "Second", country: "BY" });
    await service.put("/companies/acmecorp2/directory", {
      numbers: [{ number: "+375172220000" }],
      employees: [],
      departments: [],
    });
    await service.put(
      "/companies/acmecorp2/outgoing-numbers",
      { main: "+375172220000", personal: [], regional: [], priority: "regional" },
      { "if-match": await service.etag("/companies/acmecorp2/outgoing-numbers") },
    );
    const second = await openPhone(subscribers.second, kamailio.port);
    /** Calls to the end, and answers the final status. */
    const statusOf = async (dialled: string): Promise<number> => {
      const made = await second.call({ dialled });
      const { status } = await made.final();
      if (status === 200) {
        await made.ack();
        await made.within("BYE");
      }
      return status;
    };
    try {
      await eventually("Callas to know the company", async () =>
        (await statusOf("80298882000")) === 200 ? true : undefined,
      );
      link.cut();
      await eventually("Kamailio to notice", async () => ((await call()).shown === mainUri ? true : undefined));
      await service.delete("/companies/acmecorp2");
      assert.equal(await statusOf("80298882001"), 200, "what the table knows holds until Callas is back");
      link.mend();
      await eventually("the table without the company", async () =>
        (await statusOf("80298882002")) === 503 ? true : undefined,
      );
      await killed();
      assert.equal(await statusOf("80298882003"), 503);
    } finally {
      await second.close();
    }
  });

  test("Kamailio restarts: Callas comes back to it and fills its table again", async () => {
    await kamailio.restart();
    await connected();
    await callasDecides();
    const before = await kamailio.counter("fallback");
    await killed();
    assert.equal((await call({ dialled: "112" })).shown, emergencyUri);
    assert.ok((await kamailio.counter("fallback")) > before);
  });

  test("frozen: every call completes as main in time, and nothing is lost when it thaws", async () => {
    service.signal("SIGSTOP");
    // For longer than Callas lets a Kamailio be silent.
    const calls = await Promise.all(
      Array.from({ length: 26 }, async (_, i) => {
        await delay(i * 150);
        return call();
      }),
    );
    for (const { shown } of calls) assert.equal(shown, mainUri);
    assertInTime(calls);
    assert.ok((await kamailio.counter("timeout")) > 0);
    assert.ok((await kamailio.counter("away")) > 0);
    service.signal("SIGCONT");
    await callasDecides();
    assert.ok((await kamailio.counter("late")) > 0);
  });

  for (const all of [false, true]) {
    test(`slow by 100 ms${all ? ", heartbeats too" : ""}: its answers are used`, async () => {
      link.delay(100, all);
      // A busy machine may add as much as the wait leaves: such a call goes out as main.
      const used: Awaited<ReturnType<typeof call>>[] = [];
      await eventually("five answers to be used", async () => {
        const made = await call();
        assert.ok(made.shown === employeeUri || made.shown === mainUri);
        if (made.shown === employeeUri) used.push(made);
        return used.length >= 5 ? true : undefined;
      });
      assertInTime(used);
    });
    test(`slow by 1 s${all ? ", heartbeats too" : ""}: main in time, and the late answers are dropped and counted`, async () => {
      link.delay(1_000, all);
      const late = await kamailio.counter("late");
      const calls = await oneByOne(5);
      for (const { shown } of calls) assert.equal(shown, mainUri);
      assertInTime(calls);
      await eventually("the late answers", async () =>
        (await kamailio.counter("late")) >= late + 5 ? true : undefined,
      );
    });
  }

  test("killed in the middle of some 200 calls: all complete, as the employee or as main", async () => {
    const made: Awaited<ReturnType<typeof call>>[] = [];
    let [begun, last] = [0, Infinity];
    const shownAs = (uri: string): number => made.filter(({ shown }) => shown === uri).length;
    const caller = async (): Promise<void> => {
      while (begun < last) {
        begun += 1;
        made.push(await call());
        if (last < Infinity || shownAs(employeeUri) < 75) continue;
        service.signal("SIGKILL");
        last = begun + 85;
      }
    };
    await Promise.all(Array.from({ length: 40 }, caller));
    assert.equal(made.length, last);
    assert.equal(shownAs(employeeUri) + shownAs(mainUri), last);
    assert.ok(shownAs(mainUri) >= 85);
    assertInTime(made);
  });
});

describe("several Callas on one Kamailio", () => {
  let carrier: Carrier;
  let kamailio: Kamailio;
  let services: readonly Service[];
  let phone: Phone;
  let serial = 1_000;

  before(async () => {
    carrier = await openCarrier();
    kamailio = await startImpatientKamailio(carrier);
    const started: Service[] = [];
    services = started;
    for (let i = 0; i < 2; i++) {
      const service = await startService([`127.0.0.1:${kamailio.evapiPort}`]);
      started.push(service);
      await setUpCompanies(service);
    }
    phone = await openPhone(subscribers.ivanDesk, kamailio.port);
  });
  after(async () => {
    await phone?.close();
    for (const service of services ?? []) await service.stop();
    await kamailio?.stop();
    await carrier?.close();
  });

  /** Calls, and answers the number shown and the milliseconds until it rang. */
  const call = async (): Promise<Timed & Readonly<{ shown: string }>> => {
    const dialled = `8029555${(serial += 1)}`;
    const made = await phone.call({ dialled });
    const ringing = await made.rung();
    assert.equal((await made.final()).status, 200);
    await made.ack();
    const invite = await carrier.wait("the call", (m) => m.method === "INVITE" && m.start.includes(dialled.slice(-7)));
    assert.equal((await made.within("BYE")).status, 200);
    assertNoTrace(carrier.call(invite), traces);
    return {
      shown: uriOf(invite.header("From")),
      waited: ringing.at - made.sentAt,
      roundTrip: made.roundTrip,
    };
  };
  const answered = (service: Service): Promise<number> =>
    service.metric('callas_decisions_total{door="kamailio",rule="employee",kind="external"}');
  /** Calls until this one is asked; whoever is, each call rings in time as the employee or as main. Then it is asked alone. */
  const takesOver = async (service: Service): Promise<void> => {
    const before = await answered(service);
    const calls: Awaited<ReturnType<typeof call>>[] = [];
    await eventually("it to take over", async () => {
      const made = await call();
      assert.ok(made.shown === employeeUri || made.shown === mainUri);
      calls.push(made);
      return (await answered(service)) > before ? true : undefined;
    });
    assertInTime(calls);
    const since = await answered(service);
    for (let i = 0; i < 5; i++) assert.equal((await call()).shown, employeeUri);
    assert.equal(await answered(service), since + 5);
  };

  test("one is asked; the other takes over when it is frozen, and it again when the other is killed", async () => {
    const [first, second] = services;
    assert.ok(first && second);
    await eventually("both to be connected", async () => {
      const connected = await Promise.all(services.map((one) => one.metric("callas_kamailio_connected")));
      return connected.every((count) => count === 1) ? true : undefined;
    });
    await takesOver(first);
    assert.equal(await answered(second), 0);
    first.signal("SIGSTOP");
    await takesOver(second);
    first.signal("SIGCONT");
    second.signal("SIGKILL");
    await takesOver(first);
  });
});

test("a Kamailio that no Callas has reached: emergency calls go out with the trunk's own identity", async () => {
  const carrier = await openCarrier();
  const kamailio = await startKamailio({
    trunk: `127.0.0.1:${carrier.port}`,
    subscribers: Object.values(subscribers),
  });
  const phone = await openPhone(subscribers.ivanDesk, kamailio.port);
  try {
    for (const dialled of ["112", "%2331%23911", "9-9-9"]) {
      const made = await phone.call({ dialled, headers: ["Privacy: id"] });
      assert.equal((await made.final()).status, 200);
      await made.ack();
      assert.equal((await made.within("BYE")).status, 200);
      const invite = await carrier.invite(dialled.replaceAll("-", "").slice(-3));
      assert.equal(uriOf(invite.header("From")), "sip:trunk-4711@pbx.example");
      for (const name of ["P-Asserted-Identity", "Privacy"]) assert.deepEqual(invite.headers(name), []);
      assertNoTrace(carrier.call(invite), traces);
    }
    for (const dialled of ["1120", "101", "620202", "80291234567"])
      assert.equal((await (await phone.call({ dialled })).final()).status, 503);
    assert.equal(await kamailio.counter("unavailable"), 4);
  } finally {
    await phone.close();
    await kamailio.stop();
    await carrier.close();
  }
});
