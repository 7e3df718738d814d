/** What follows the copy, and decides from it. */
import { authorNamed } from "../../lab/principals.ts";
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { test, type TestContext } from "node:test";
import { setImmediate, setTimeout as delay } from "node:timers/promises";
import type { FallbackChange } from "../../src/decide/decide-call.ts";
import { createDecisionRates, type DecisionRate } from "../../src/policy/decision-rate.ts";
import type { Directory } from "../../src/policy/directory.ts";
import { decisionQuotaIn, noQuotas } from "../../src/policy/quotas.ts";
import { Trunk } from "../../src/policy/trunk.ts";
import { fallbacksOf } from "../../src/replica/fallbacks.ts";
import { followCopy, type Subscriber } from "../../src/replica/follow.ts";
import { createReplica } from "../../src/replica/replica.ts";
import type { DecidingCopy } from "../../src/store/deciding-copy.ts";
import { StorageError } from "../../src/store/storage-error.ts";
import type { Store } from "../../src/store/store.ts";
import { openSqliteCopy } from "../../src/store/sqlite/copy.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite.ts";
import { newFolder } from "../../lab/service/new-folder.ts";
import { company, write } from "./store-sample.ts";

const MAIN = "+375171234567";
const OTHER = "+375171234568";

const directory = (people: number): Directory => ({
  numbers: [MAIN, OTHER].map((number) => ({ number, label: "", on: true })),
  employees: Array.from({ length: people }, (_, at) => ({
    id: `e${at}`,
    name: `Employee ${at}`,
    extension: String(2000 + at),
    guest: false,
    lines: [{ id: `line-${at}`, device: "desk_phone" }],
  })),
  departments: [],
});

const save = (store: Store, id: string, main: string, people = 3) =>
  write(store, id, (draft) => {
    draft.put("company", company(id));
    // One company has numbers; those of the others do not matter here.
    draft.put("directory", id === "acme" ? directory(people) : { ...directory(people), numbers: [] });
    draft.put("outgoing-numbers", { main, personal: [], regional: [], priority: "regional" });
  });

/** A copy that fails when it is told to, and says what it was asked. */
function watched(copy: DecidingCopy) {
  const asked = { companies: 0, buckets: 0, trunks: 0 };
  const broken = { is: false };
  const read = <T>(answer: () => T): T => {
    if (broken.is) throw new StorageError("unavailable", "The disk is gone.");
    return answer();
  };
  const through: DecidingCopy = {
    ...copy,
    changesSince: (...values) => read(() => copy.changesSince(...values)),
    company(id) {
      asked.companies += 1;
      return read(() => copy.company(id));
    },
    bucket(...values) {
      asked.buckets += 1;
      return read(() => copy.bucket(...values));
    },
    trunks() {
      asked.trunks += 1;
      return read(() => copy.trunks());
    },
  };
  return { copy: through, asked, broken };
}

async function following(context: TestContext, maxBytes = 1_000_000) {
  const folder = await newFolder();
  const store = await openSqliteStore(folder);
  const opened = openSqliteCopy(folder);
  const { copy, asked, broken } = watched(opened);
  const failures: unknown[] = [];
  const follower = followCopy(copy, (error) => failures.push(error));
  store.follow(() => follower.advance());
  const failed = (id: string | null, error: unknown) => failures.push([id, error]);
  const replica = createReplica({ copy, follower, maxBytes, failed });
  context.after(async () => {
    follower.stop();
    opened.close();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });
  const shown = (line = "line-1", id = "acme") => {
    const answer = replica.decide({ company: id, call: { line, dialled: "+493012345678" }, unknownLine: "refuse" });
    return answer.known ? `${answer.decision.callerId} at ${answer.revision}` : answer.code;
  };
  return { store, copy, follower, replica, shown, asked, broken, failures, failed };
}

test("a company is read at its first call and after each change, and not between", async (context) => {
  const { store, shown, asked } = await following(context);
  assert.equal(shown(), "company_unknown");
  await save(store, "acme", MAIN);
  assert.equal(shown(), `${MAIN} at 1`);
  assert.equal(shown("no-line"), "line_unknown");
  assert.equal(asked.companies, 2);
  await save(store, "acme", OTHER);
  await save(store, "beta", MAIN);
  assert.equal(shown(), `${OTHER} at 2`);
  assert.equal(shown("line-2"), `${OTHER} at 2`);
  assert.equal(asked.companies, 3);
  await write(store, "acme", (draft) => draft.remove());
  assert.equal(shown(), "company_unknown");
});

test("a large company is read bucket by bucket", async (context) => {
  const { store, shown, asked } = await following(context);
  await save(store, "acme", MAIN, 1000);
  for (const line of ["line-0", "line-999", "line-0"]) assert.equal(shown(line), `${MAIN} at 1`);
  assert.equal(shown("no-line"), "line_unknown");
  assert.equal(asked.companies, 1);
  assert.ok(asked.buckets <= 5, String(asked.buckets));
  await save(store, "acme", OTHER, 1000);
  assert.equal(shown("line-0"), `${OTHER} at 2`);
  assert.equal(asked.companies, 2);
});

test("a large company that changes between two reads is read anew", async (context) => {
  const { store, copy, shown, follower } = await following(context);
  await save(store, "acme", MAIN, 1000);
  assert.equal(shown("line-0"), `${MAIN} at 1`);
  // Nobody has been told of this write yet.
  follower.stop();
  const silent = createReplica({ copy, follower, maxBytes: 1_000_000, failed: () => {} });
  const call = { line: "line-500", dialled: "+493012345678" };
  const before = silent.decide({ company: "acme", call: { ...call, line: "line-0" }, unknownLine: "refuse" });
  assert.equal(before.known && before.revision, 1);
  await save(store, "acme", OTHER, 1000);
  const answer = silent.decide({ company: "acme", call, unknownLine: "refuse" });
  assert.deepEqual(answer.known && [answer.decision.callerId, answer.revision], [OTHER, 2]);
});

const quota = (store: Store, decisionsPerSecond: number | null, id = "acme") =>
  write(store, id, (draft) => draft.put("quotas", { ...noQuotas, decisionsPerSecond }));

for (const people of [3, 1000])
  test(`a company of ${people} has as many decisions as its quota says, and all its emergency calls`, async (context) => {
    const { store, copy, follower, failed } = await following(context);
    await save(store, "acme", MAIN, people);
    await save(store, "beta", MAIN);
    const clock = { now: 0 };
    const replica = createReplica({ copy, follower, maxBytes: 1_000_000, failed, now: () => clock.now });
    const ask = (dialled: string, company = "acme", keyRate?: DecisionRate) => {
      const answer = replica.decide({ company, call: { line: "line-1", dialled }, unknownLine: "refuse", keyRate });
      return answer.known ? answer.decision.destination.kind : answer;
    };
    const exceeded = (of: "company" | "key", perSecond: number) => ({
      known: false,
      code: "quota_exceeded",
      of,
      perSecond,
    });
    for (let times = 0; times < 100; times++) assert.equal(ask("+493012345678"), "external");
    await quota(store, 2);
    assert.deepEqual(
      ["112", "+493012345678", "911", "+493012345678", "+493012345678"].map((dialled) => ask(dialled)),
      ["emergency", "external", "emergency", "external", exceeded("company", 2)],
      "emergency calls do not count",
    );
    for (const dialled of ["112", "0112", "+911", "tel:112"]) assert.equal(ask(dialled), "emergency", dialled);
    await save(store, "acme", OTHER, people);
    assert.deepEqual(ask("+493012345678"), exceeded("company", 2), "a save does not begin anew");
    assert.equal(ask("+493012345678", "beta"), "external");
    clock.now += 500;
    assert.deepEqual([ask("+493012345678"), ask("+493012345678")], ["external", exceeded("company", 2)]);

    const key = createDecisionRates(() => clock.now).of("key", 3)!;
    assert.deepEqual(ask("+493012345678", "acme", key), exceeded("company", 2), "the key does not pay for it");
    for (let times = 0; times < 3; times++) assert.equal(ask("+493012345678", "beta", key), "external");
    assert.deepEqual(ask("+493012345678", "beta", key), exceeded("key", 3));
    assert.equal(ask("112", "beta", key), "emergency");

    await quota(store, null);
    for (let times = 0; times < 100; times++) assert.equal(ask("+493012345678"), "external");
  });

test("a quota that cannot be read limits nothing", () => {
  for (const text of ["", "null", "{", "{}", '{"decisionsPerSecond":null}', '{"decisionsPerSecond":"1"}'])
    assert.equal(decisionQuotaIn(text), null, text);
  assert.equal(decisionQuotaIn('{"decisionsPerSecond":7}'), 7);
});

test("a company that cannot be read any more goes on as it was, and is asked for seldom", async (context) => {
  const { store, shown, asked, broken, failures } = await following(context);
  await save(store, "acme", MAIN);
  assert.equal(shown(), `${MAIN} at 1`);
  await save(store, "acme", OTHER);
  broken.is = true;
  const before = asked.companies;
  for (let times = 0; times < 100; times++) assert.equal(shown(), `${MAIN} at 1`);
  assert.equal(asked.companies, before + 1);
  assert.equal((failures as [string, Error][])[0]![0], "acme");
  assert.throws(() => shown("line-1", "beta"), StorageError);
  broken.is = false;
  await delay(1100);
  assert.equal(shown(), `${OTHER} at 2`);
  assert.equal(failures.length, 1);
});

test("trunks that cannot be read any more go on as they were", async (context) => {
  const { store, replica, asked, broken, failures } = await following(context);
  await save(store, "acme", MAIN);
  const put = (domain: string) =>
    store.writeTrunk("carrier", { author: authorNamed("test"), action: "trunk.put" }, async (draft) =>
      draft.put(Trunk.parse({ name: "Carrier", domain })),
    );
  const call = { line: "line-1", dialled: "112" };
  const domain = () => {
    const asked = { company: "acme", call, trunks: ["carrier"], unknownLine: "refuse" } as const;
    const answer = replica.decide(asked);
    return answer.known ? answer.presentations?.[0]?.from?.host : answer.code;
  };
  await put("a.example");
  assert.equal(domain(), "a.example");
  await put("b.example");
  broken.is = true;
  const before = asked.trunks;
  for (let times = 0; times < 100; times++) assert.equal(domain(), "a.example");
  assert.equal(asked.trunks, before + 1);
  assert.equal((failures as [null, Error][])[0]![0], null);
  broken.is = false;
  await delay(1100);
  assert.equal(domain(), "b.example");
});

test("what is unknown, or no id at all, takes no room", async (context) => {
  const { store, shown, asked } = await following(context, 20_000);
  await save(store, "acme", MAIN);
  assert.equal(shown(), `${MAIN} at 1`);
  const before = asked.companies;
  for (let at = 0; at < 1000; at++) assert.equal(shown("line-1", `unknown-${at}`), "company_unknown");
  assert.equal(asked.companies, before + 1000);
  for (const id of ["x".repeat(1_000_000), "", "acme 1", "a/b"]) assert.equal(shown("line-1", id), "company_unknown");
  assert.equal(asked.companies, before + 1000, "no id is not asked for");
  assert.equal(shown(), `${MAIN} at 1`);
  assert.equal(asked.companies, before + 1000, "acme was kept");
});

test("what is held is bounded by its weight", async (context) => {
  const { store, shown, asked } = await following(context, 20_000);
  for (let at = 0; at < 50; at++) await save(store, `c${at}`, MAIN);
  for (let round = 0; round < 2; round++) for (let at = 0; at < 50; at++) shown("line-1", `c${at}`);
  assert.equal(asked.companies, 100, "none was held any more when its turn came again");
  shown("line-1", "c49");
  assert.equal(asked.companies, 100);
});

const wait = async (until: () => boolean) => {
  for (let times = 0; times < 1000 && !until(); times++) await setImmediate();
};

test("revisions are waited for, and told in the order in which they came", async (context) => {
  const { store, follower } = await following(context);
  assert.deepEqual([follower.revision(), await follower.reached(0, 0)], [0, true]);
  assert.equal(await follower.reached(1, 10), false);
  const reached = follower.reached(2, 5000);
  await save(store, "acme", MAIN);
  await save(store, "acme", OTHER);
  assert.deepEqual([await reached, follower.revision()], [true, 2]);
});

test("ten thousand changes are told in turns, to everybody, whoever throws", async () => {
  const changes = Array.from({ length: 10_000 }, (_, at) => ({
    revision: at + 1,
    company: `c${at}`,
    removed: at % 100 === 0,
  }));
  let head = 0;
  const failures: unknown[] = [];
  const follower = followCopy(
    {
      position: () => ({ epoch: "e", revision: head }),
      changesSince({ revision }, limit) {
        const page = changes.slice(revision, Math.min(revision + limit, head));
        return { changes: page, revision: revision + page.length, more: revision + page.length < head };
      },
    },
    (error) => failures.push(error),
  );
  const told: unknown[] = [];
  let turns = 0;
  follower.subscribe({
    changed: () => {
      throw new Error("a subscriber's own");
    },
    startedOver: () => {},
  });
  const stop = follower.subscribe({
    changed(page) {
      told.push(...page);
      turns += 1;
    },
    startedOver: () => assert.fail(),
  });
  head = 10_000;
  follower.advance();
  assert.ok(turns === 1 && told.length > 0, "the first are told at once");
  await wait(() => follower.revision() === head);
  assert.deepEqual(told, changes);
  assert.ok(turns >= 10);
  assert.equal(failures.length, turns);
  stop();
  follower.stop();
});

test("a copy that cannot be asked is asked again, and one of another life is taken as new", async () => {
  let state: "broken" | "over" | "fine" = "broken";
  const failures: unknown[] = [];
  const heard: string[] = [];
  const follower = followCopy(
    {
      position: () => ({ epoch: "e", revision: state === "over" ? 7 : 0 }),
      changesSince() {
        if (state === "broken") throw new StorageError("unavailable", "The disk is gone.");
        return state === "over" ? "start_over" : { changes: [], revision: 0, more: false };
      },
    },
    (error) => failures.push(error),
  );
  follower.subscribe({ changed: () => heard.push("changed"), startedOver: () => heard.push("started over") });
  follower.advance();
  assert.equal(failures.length, 1);
  state = "over";
  await delay(1100);
  assert.deepEqual([heard, follower.revision(), failures.length], [["started over"], 7, 1]);
  follower.stop();
});

test("fallbacks are read as they are, and changes are told and found again", async (context) => {
  const { store, copy, follower, failed, failures } = await following(context);
  const fallbacks = fallbacksOf(copy, follower, (error) => failed(null, error));
  await save(store, "acme", MAIN, 300);
  await save(store, "beta", MAIN);
  assert.deepEqual([...fallbacks.companies()], ["acme", "beta"]);
  assert.deepEqual([fallbacks.hasAtMost(1), fallbacks.hasAtMost(2)], [false, true]);
  const acme = fallbacks.of("acme");
  assert.deepEqual([acme?.main, acme?.emergency, acme?.extensions.length], [MAIN, MAIN, 300]);
  assert.equal(acme?.revision, copy.company("acme")?.revision);
  assert.equal(fallbacks.of("beta")?.main, null);
  assert.equal(fallbacks.of("gamma"), null);

  await wait(() => fallbacks.position().revision === copy.position().revision);
  const before = fallbacks.position();
  const told: FallbackChange[] = [];
  const stop = fallbacks.onChange((change) => told.push(change));
  await save(store, "acme", OTHER, 2);
  await write(store, "beta", (draft) => draft.remove());
  await wait(() => told.length === 2);
  assert.deepEqual(told, [{ company: "acme" }, { company: "beta" }]);
  assert.deepEqual(fallbacks.changedSince(before), new Set(["acme", "beta"]));
  assert.deepEqual(fallbacks.changedSince(fallbacks.position()), new Set());
  assert.equal(fallbacks.changedSince({ ...before, epoch: "another" }), null);
  assert.deepEqual(fallbacks.of("acme")?.extensions, ["2000", "2001"]);
  assert.equal(fallbacks.of("beta"), null);
  stop();
  await save(store, "acme", MAIN, 2);
  await setImmediate();
  assert.equal(told.length, 2);
  assert.deepEqual(failures, []);
});

test("trunks that changed and a follower that starts over are told of, whatever a watcher does", async (context) => {
  const { copy, follower } = await following(context);
  const subscribers: Subscriber[] = [];
  const errors: unknown[] = [];
  const subscribe = (subscriber: Subscriber) => {
    subscribers.push(subscriber);
    return () => {};
  };
  const fallbacks = fallbacksOf(copy, { subscribe, revision: follower.revision }, (error) => errors.push(error));
  const told: FallbackChange[] = [];
  fallbacks.onChange(() => {
    throw new Error("a bad watcher");
  });
  fallbacks.onChange((change) => told.push(change));
  for (const subscriber of subscribers) {
    subscriber.changed([{ revision: 1, company: null, removed: false }]);
    subscriber.startedOver();
  }
  assert.deepEqual(told, ["trunks", "everything"]);
  assert.equal(errors.length, 2);
});
