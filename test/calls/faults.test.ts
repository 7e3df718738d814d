/** Callas killed, frozen, slow, silent, false, and back: every call goes on, as decided or with what the table knows. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { openAsker, startAskKamailio, type AskKamailio, type Asker, type Told } from "../../lab/calls/ask-kamailio.ts";
import { startService, type Service } from "../../lab/calls/callas.ts";
import { openEvapiPeer, openScriptedCallas } from "../../lab/calls/peer.ts";
import { eventually } from "../../lab/eventually.ts";
import { numbers, setUpCompanies } from "./company.ts";
import { openSlowLink, type SlowLink } from "./slow-link.ts";

const decided = (told: Told["told"]): boolean => told["state"] === "decided";

/** Of a call of Ivan's: decided as his own number, or main by the table. Everything else is a failure. */
function shownBy({ status, told }: Told): "own" | "main" {
  assert.equal(status, 480);
  if (decided(told)) {
    assert.equal(told["number"], numbers.ivan);
    return "own";
  }
  assert.match(told["state"]!, /^(timeout|away)$/);
  assert.deepEqual([told["table"], told["rule"], told["number"]], ["known", "main", numbers.main]);
  return "main";
}

const tableFilled = (kamailio: AskKamailio): Promise<true> =>
  eventually("the table", async () =>
    (await kamailio.table("row:acmecorp"))?.includes(numbers.emergency) ? true : undefined,
  );

let serial = 1_000;
const ivanCalls = (asker: Asker): Promise<Told> => asker.ask(`8029777${(serial += 1)}`, "acmecorp", "ivanpetrov-desk");

describe("one Callas", () => {
  let kamailio: AskKamailio;
  let link: SlowLink;
  let service: Service;
  let asker: Asker;

  before(async () => {
    kamailio = await startAskKamailio({ table: true });
    link = await openSlowLink(kamailio.evapiPort);
    service = await startService([`127.0.0.1:${link.port}`]);
    await setUpCompanies(service);
    asker = openAsker(kamailio.port);
    await callasDecides();
    await tableFilled(kamailio);
  });
  afterEach(async () => {
    link.delay(0);
    link.mend();
    service.signal("SIGCONT");
    await service.revive();
    await callasDecides();
  });
  after(async () => {
    await asker?.close();
    await service?.stop();
    await link?.close();
    await kamailio?.stop();
  });

  const call = (): Promise<Told> => ivanCalls(asker);
  const callasDecides = (): Promise<true> =>
    eventually("Callas to decide", async () => (decided((await call()).told) ? true : undefined));
  const killed = async (): Promise<void> => {
    service.signal("SIGKILL");
    await eventually("Kamailio to notice", async () => ((await call()).told["state"] === "away" ? true : undefined));
  };

  test("killed: the table at once, and Callas again as soon as it is back", async () => {
    await killed();
    const fallback = await kamailio.counter("fallback");
    for (let made = 0; made < 10; made++) assert.equal(shownBy(await call()), "main");
    assert.equal(await kamailio.counter("fallback"), fallback + 10);
  });

  test("away: internal and emergency calls, service codes and privacy hold", async () => {
    await killed();
    const ask = async (dialled: string, ...headers: string[]) =>
      (await asker.ask(dialled, "acmecorp", "ivanpetrov-desk", headers)).told;
    const internal = await ask("620202");
    assert.deepEqual([internal["kind"], internal["digits"]], ["internal", "620202"]);
    for (const dialled of ["112", "*31%23101"]) {
      const told = await ask(dialled, "Privacy: id");
      assert.deepEqual([told["rule"], told["number"], told["privacy"]], ["emergency", numbers.emergency, "0"]);
    }
    assert.equal((await ask("*100"))["kind"], "service_code");
    for (const told of [await ask("%2331%2380297771234"), await ask("80297771234", "Privacy: user;id")]) {
      assert.equal(told["privacy"], "1");
      assert.match(told["as"]!, /^\|"Anonymous"\|.*\|id\|/);
    }
    assert.equal((await asker.ask("80291234567", "bare", "annakuznetsova-desk")).told["table"], "unknown");
    assert.equal((await asker.ask("80291234567", "ghost", "nobody-desk")).told["table"], "unknown");
    assert.equal((await asker.ask("112", "ghost", "nobody-desk")).told["table"], "known");
  });

  test("frozen: every call goes on, 300 at once too, and nothing is lost when it thaws", async () => {
    service.signal("SIGSTOP");
    for (const told of await Promise.all(Array.from({ length: 300 }, call))) assert.equal(shownBy(told), "main");
    // For longer than Callas lets a Kamailio be silent.
    const calls = Array.from({ length: 40 }, async (_, i) => {
      await delay(i * 100);
      return shownBy(await call());
    });
    for (const shown of await Promise.all(calls)) assert.equal(shown, "main");
    assert.ok((await kamailio.counter("timeout")) >= 300);
    assert.ok((await kamailio.counter("away")) > 0);
    assert.doesNotMatch(kamailio.log(), /runaway|not suspended/);
    service.signal("SIGCONT");
    await callasDecides();
  });

  test("slow by 100 ms: its answers are used", async () => {
    link.delay(100);
    await eventually("five answers to be used", async () => {
      const shown = [];
      for (let made = 0; made < 5; made++) shown.push(shownBy(await call()));
      return shown.includes("own") ? true : undefined;
    });
  });

  test("slow by 1 s: the late answers are dropped and counted, and show that the only one lives", async () => {
    link.delay(1_000);
    const [late, givenup] = [await kamailio.counter("late"), await kamailio.counter("givenup")];
    const asked = await kamailio.counter("asked");
    for (let made = 0; made < 12; made++) assert.equal(shownBy(await call()), "main");
    await eventually("the late answers", async () =>
      (await kamailio.counter("late")) >= late + 10 ? true : undefined,
    );
    assert.equal(await kamailio.counter("givenup"), givenup);
    assert.equal(await kamailio.counter("asked"), asked + 12);
  });

  test("killed in the middle of 200 calls: all go on", async () => {
    const shown: string[] = [];
    let [begun, last] = [0, Infinity];
    const caller = async (): Promise<void> => {
      while (begun < last) {
        begun += 1;
        shown.push(shownBy(await call()));
        if (last < Infinity || shown.length < 75 || !shown.includes("own")) continue;
        service.signal("SIGKILL");
        last = begun + 85;
      }
    };
    await Promise.all(Array.from({ length: 40 }, caller));
    assert.equal(shown.length, last);
    assert.ok(shown.filter((one) => one === "main").length >= 85 - 40);
  });
});

describe("several Callas on one Kamailio", () => {
  let kamailio: AskKamailio;
  let asker: Asker;
  const services: Service[] = [];

  before(async () => {
    kamailio = await startAskKamailio({ table: true });
    asker = openAsker(kamailio.port);
    for (let i = 0; i < 2; i++) {
      const service = await startService([`127.0.0.1:${kamailio.evapiPort}`]);
      services.push(service);
      await setUpCompanies(service);
      await eventually("its connection", async () =>
        (await service.metric("callas_kamailio_connected")) === 1 ? true : undefined,
      );
    }
    await tableFilled(kamailio);
  });
  after(async () => {
    await asker?.close();
    for (const service of services) await service.stop();
    await kamailio?.stop();
  });

  const answered = (service: Service): Promise<number> =>
    service.metric('callas_decisions_total{door="kamailio",rule="employee",kind="external"}');
  const takesOver = async (service: Service): Promise<void> => {
    const before = await answered(service);
    await eventually("it to take over", async () => {
      shownBy(await ivanCalls(asker));
      return (await answered(service)) > before ? true : undefined;
    });
  };

  test("one is asked; the other takes over when it is frozen, and it again when the other is killed", async () => {
    const [first, second] = services;
    assert.ok(first && second);
    await takesOver(first);
    assert.equal(await answered(second), 0);
    first.signal("SIGSTOP");
    await takesOver(second);
    first.signal("SIGCONT");
    second.signal("SIGKILL");
    await takesOver(first);
  });
});

describe("a Callas that beats and does not answer", () => {
  test("beside one that answers, it is no longer asked", async () => {
    const kamailio = await startAskKamailio();
    const asker = openAsker(kamailio.port);
    let asked = 0;
    const silent = await openScriptedCallas(kamailio.evapiPort, () => (asked += 1));
    const service = await startService([`127.0.0.1:${kamailio.evapiPort}`]);
    try {
      await setUpCompanies(service);
      await eventually("the good one to be asked", async () => {
        const { status, told } = await ivanCalls(asker);
        assert.equal(status, 480);
        return decided(told) || undefined;
      });
      assert.ok(asked >= 3);
      const before = asked;
      for (let made = 0; made < 20; made++) assert.ok(decided((await ivanCalls(asker)).told));
      assert.equal(asked, before);
      assert.equal(await kamailio.counter("givenup"), 1);
      // Once it is alone it is asked again, for want of another.
      service.signal("SIGKILL");
      await eventually("the silent one to be asked", async () => {
        await ivanCalls(asker);
        return asked > before || undefined;
      });
    } finally {
      await silent.close();
      await service.stop();
      await asker.close();
      await kamailio.stop();
    }
  });

  test("alone, it is asked again after two heartbeats, and serves when it answers", async () => {
    const kamailio = await startAskKamailio();
    const asker = openAsker(kamailio.port);
    let answers = false;
    let asked = 0;
    const moody = await openScriptedCallas(kamailio.evapiPort, ({ key }, peer) => {
      asked += 1;
      if (answers) peer.say(`callas|decided|${key}|main||external|+375171110000|||0||||1|`);
    });
    try {
      await eventually("it to be given up", async () => {
        await ivanCalls(asker);
        return (await kamailio.counter("givenup")) > 0 || undefined;
      });
      assert.equal((await ivanCalls(asker)).told["state"], "away");
      const before = asked;
      await eventually("it to be asked again", async () => {
        await ivanCalls(asker);
        return asked > before || undefined;
      });
      answers = true;
      await eventually("its answer", async () => decided((await ivanCalls(asker)).told) || undefined);
      for (let made = 0; made < 5; made++) assert.ok(decided((await ivanCalls(asker)).told));
    } finally {
      await moody.close();
      await asker.close();
      await kamailio.stop();
    }
  });
});

describe("a secret", () => {
  const secret = "a-secret-of-the-tests";
  const defines = { CALLAS_SECRET: `"${secret}"`, CALLAS_WAIT: 30_000 };

  test("the same at both ends: calls are decided, and peers without it are not asked", async () => {
    const kamailio = await startAskKamailio({ defines });
    const asker = openAsker(kamailio.port);
    const rogue = await openEvapiPeer(kamailio.evapiPort);
    try {
      // It connects first, beats, guesses, and answers.
      for (const message of ["hello|1|abc|rogue", "beat", `proof|${"0".repeat(64)}`, "proof|", "beat", "welcome|"])
        rogue.say(`callas|${message}`);
      await eventually("the warning", () => /does not know CALLAS_SECRET/.test(kamailio.log()) || undefined);
      assert.ok(rogue.received.every((message) => message.startsWith("callas|challenge|1|")));
      assert.equal((await ivanCalls(asker)).told["state"], "away");
      const service = await startService([`127.0.0.1:${kamailio.evapiPort}`], { CALLAS_KAMAILIO_SECRET: secret });
      try {
        await setUpCompanies(service);
        await eventually("Callas to decide", async () => decided((await ivanCalls(asker)).told) || undefined);
        const decisions = Array.from({ length: 20 }, async () => {
          rogue.say(`callas|decided|1:1|main||external|+0|||0||||1|`);
          return decided((await ivanCalls(asker)).told);
        });
        assert.ok((await Promise.all(decisions)).every(Boolean));
        assert.equal(rogue.received.filter((message) => message.startsWith("callas|ask")).length, 0);
      } finally {
        await service.stop();
      }
    } finally {
      await rogue.close();
      await asker.close();
      await kamailio.stop();
    }
  });

  for (const [name, inKamailio, inCallas, reason] of [
    ["only Kamailio has one", true, {}, "secret_missing"],
    ["only Callas has one", false, { CALLAS_KAMAILIO_SECRET: secret }, "secret_unexpected"],
    ["they differ", true, { CALLAS_KAMAILIO_SECRET: `${secret}-2` }, "secret_wrong"],
  ] as const)
    test(`${name}: both say so, and no call is put to it`, async () => {
      const kamailio = await startAskKamailio(inKamailio ? { defines } : {});
      const asker = openAsker(kamailio.port);
      const service = await startService([`127.0.0.1:${kamailio.evapiPort}`], inCallas);
      try {
        await eventually("the warning of Kamailio", () =>
          kamailio.log().includes(`has gone: ${reason}`) ? true : undefined,
        );
        assert.ok((await service.metric(`callas_kamailio_failures_total{reason="${reason}"}`)) > 0);
        assert.equal(await service.metric("callas_kamailio_connected"), 0);
        assert.equal((await ivanCalls(asker)).told["state"], "away");
      } finally {
        await service.stop();
        await asker.close();
        await kamailio.stop();
      }
    });
});

test("a call that is late to wait, after its time is over, goes on all the same", async () => {
  const ask = /^    if \(!evapi_async_unicast/m;
  const kamailio = await startAskKamailio({
    edit(callas) {
      assert.match(callas, ask);
      return callas
        .replace(ask, "    usleep(700000);\n$&")
        .replace("#!ifndef MOD_tm\n", 'loadmodule "cfgutils.so"\n$&');
    },
  });
  const asker = openAsker(kamailio.port);
  const silent = await openScriptedCallas(kamailio.evapiPort, () => undefined);
  try {
    await eventually("the connection", async () => (await kamailio.hasCallas()) || undefined);
    assert.equal((await ivanCalls(asker)).told["state"], "timeout");
  } finally {
    await silent.close();
    await asker.close();
    await kamailio.stop();
  }
});

describe("others on the evapi socket", () => {
  test("rubbish does no harm", async () => {
    const kamailio = await startAskKamailio();
    const asker = openAsker(kamailio.port);
    const service = await startService([`127.0.0.1:${kamailio.evapiPort}`]);
    try {
      await setUpCompanies(service);
      await eventually("Callas to decide", async () => decided((await ivanCalls(asker)).told) || undefined);
      const rubbish = [
        "",
        "GET / HTTP/1.1\r\n\r\n",
        "99999999999:",
        "-1:a,",
        "5:abc,",
        Buffer.from([0, 255, 1, 254]),
        "7:callas|,",
        "callas|",
        "callas||||",
        "callas|decided",
        "callas|decided|x:y|",
        "callas|decided|9:9|main",
        "callas|at|1|e|t",
        "callas|hello",
        "callas|hello|1",
        "callas|proof",
        "callas|row|1|acmecorp|x",
        `callas|${"|".repeat(5_000)}`,
        "{}",
      ];
      for (const one of rubbish) {
        const peer = await openEvapiPeer(kamailio.evapiPort);
        if (typeof one === "string" && /^(callas|\{)/.test(one)) peer.say(one);
        else peer.write(one);
        assert.ok(decided((await ivanCalls(asker)).told), String(one).slice(0, 40));
        await peer.close();
      }
      for (let made = 0; made < 20; made++) assert.ok(decided((await ivanCalls(asker)).told));
      assert.equal(await service.metric('callas_kamailio_failures_total{reason="bad_message"}'), 0);
    } finally {
      await service.stop();
      await asker.close();
      await kamailio.stop();
    }
  });

  test("another user of evapi keeps its event routes, and hears what is not ours", async () => {
    const kamailio = await startAskKamailio({ ownEvapi: true });
    const asker = openAsker(kamailio.port);
    const other = await openEvapiPeer(kamailio.evapiPort);
    const service = await startService([`127.0.0.1:${kamailio.evapiPort}`]);
    try {
      await setUpCompanies(service);
      await eventually("Callas to decide", async () => decided((await ivanCalls(asker)).told) || undefined);
      for (let made = 0; made < 10; made++) {
        other.say(`CGR_AUTH_REPLY ${made}`);
        assert.ok(decided((await ivanCalls(asker)).told));
      }
      const heard = (made: number) => other.received.includes(`{"Event":"CGR_AUTH_REPLY ${made}"}`);
      await eventually("its messages", () => Array.from({ length: 10 }, (_, made) => made).every(heard) || undefined);
      assert.ok(other.received.every((message) => !message.startsWith("callas|")));
      assert.match((await kamailio.command("pv.shvGet", "others"))!, /value: 10\b/);
      // What Kamailio relays to every client, Callas passes over.
      assert.equal(await service.metric('callas_kamailio_failures_total{reason="bad_message"}'), 0);
    } finally {
      await other.close();
      await service.stop();
      await asker.close();
      await kamailio.stop();
    }
  });

  test("who comes into the slot of a Callas gets no questions", async () => {
    const kamailio = await startAskKamailio({ ownEvapi: true });
    const asker = openAsker(kamailio.port);
    try {
      const callas = await openScriptedCallas(kamailio.evapiPort);
      await callas.close();
      const other = await openEvapiPeer(kamailio.evapiPort);
      other.say("I am another");
      await eventually("it to be heard", () => other.received.length > 0 || undefined);
      for (let made = 0; made < 5; made++) assert.equal((await ivanCalls(asker)).told["state"], "away");
      assert.ok(other.received.every((message) => !message.startsWith("callas|ask")));
      await other.close();
    } finally {
      await asker.close();
      await kamailio.stop();
    }
  });
});
