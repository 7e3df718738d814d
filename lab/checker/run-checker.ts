/**
 * Plays one run of the checker: companies save, nodes follow, calls ask, and everything else goes wrong. What is
 * asserted does not depend on speed.
 */
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { eventually } from "../eventually.ts";
import { randomOf } from "../random.ts";
import { Book } from "./book.ts";
import { COMPANIES, WANDERING } from "./companies.ts";
import { keepCalling } from "./caller.ts";
import { FAULT_NAMES, FAULTS, type Fault, type FaultName, type World } from "./faults.ts";
import { nodeState, storeHead, storeState } from "./node-state.ts";
import { openStage, type Stage } from "./stage.ts";
import { keepSaving, type Desk, type SaveCounts } from "./writer.ts";

export type RunOptions = Readonly<{
  seed: number;
  nodes: number;
  writers: number;
  /** Whether another round begins, after so many with these faults. */
  goesOn: (rounds: number, faults: readonly string[]) => boolean;
  /** How long a fault lasts at most, in milliseconds. */
  longestFault: number;
}>;

export type Report = Readonly<{
  seconds: number;
  rounds: number;
  faults: Readonly<Partial<Record<FaultName, number>>>;
  saves: number;
  save: SaveCounts;
  claims: number;
  decisions: number;
  waitedFor: number;
  ownerChanges: number;
  spoilt: Readonly<{ cut: number; truncated: number; replayed: number }>;
  /** One for each round. */
  healed: readonly Healed[];
}>;

/** How long it took, from the end of the last fault, until every node had what the store had then. */
type Healed = Readonly<{ milliseconds: number; faults: readonly FaultName[] }>;

/** @throws Error that names the seed */
export async function runChecker(options: RunOptions): Promise<Report> {
  const stage = await openStage(options.nodes, randomOf(options.seed, 1));
  try {
    return await play(stage, options);
  } catch (error) {
    throw new Error(`The checker found something, with the seed ${options.seed}.`, { cause: error });
  } finally {
    await stage.stop();
  }
}

async function play(stage: Stage, { seed, writers, goesOn, longestFault }: RunOptions) {
  const { service, nodes, operator, pbx } = stage;
  const random = (index: number) => randomOf(seed, 10 + index);
  const book = new Book(service.dataDir);
  book.timeline.begin(storeHead(databaseOf(service.dataDir)).epoch);
  book.read();

  const over = new AbortController();
  const isOver = () => over.signal.aborted;
  let gate: PromiseWithResolvers<void> | null = null;
  const all = new Set(Array.from({ length: WANDERING }, (_, which) => which));
  const desk: Desk = {
    book,
    operator,
    free: new Set(all),
    counts: { lost: 0, refused: 0, resting: 0, tookNumbers: 0 },
    gate: async () => gate?.promise,
    isOver,
    underWay: new Set(),
    tookNumbers(company, revision) {
      const gained = book.gainedAt(company, revision);
      if (!book.isMixed || gained.length === 0) return;
      const behind = nodes.filter(({ dataDir }) => {
        const claim = nodeState(dataDir);
        return claim !== null && claim.epoch !== book.timeline.epoch;
      });
      assert.deepEqual(
        behind.map(({ name }) => name),
        [],
        `${company} got ${gained.join()} at ${revision} while nodes decide from before the restore`,
      );
    },
  };
  const world: World = {
    stage,
    book,
    random: random(0),
    async withoutSaves(stop, work) {
      gate = Promise.withResolvers();
      try {
        await stop();
        await eventually("what was sent is answered or lost", () => desk.underWay.size === 0 || undefined);
        await work();
      } finally {
        gate.resolve();
        gate = null;
      }
    },
    restored() {
      for (const which of all) desk.free.add(which);
    },
  };

  const begun = performance.now();
  const rounds = { count: 0, faults: {} as Partial<Record<FaultName, number>>, healed: [] as Healed[] };
  const stop = () => over.abort();
  const saving = Array.from({ length: writers }, (_, nth) =>
    keepSaving(desk, companiesOf(nth, writers), random(100 + nth)),
  );
  const calling = [...nodes, service].map(({ name, address }, at) =>
    keepCalling({ book, by: name, ask: pbx(address), random: random(200 + at), isOver }),
  );
  const looking = keepLooking(book, stage, isOver);
  const background = Promise.all([...saving, ...calling, looking]);
  // One that fails stops the others.
  background.catch(stop);

  const playing = (async () => {
    for (; !isOver() && goesOn(rounds.count, Object.keys(rounds.faults)); rounds.count += 1) {
      const faults = await playRound(world, longestFault, rounds.faults);
      rounds.healed.push({ milliseconds: await converged(book, stage, isOver), faults });
    }
  })().finally(stop);
  // Nobody waits for a process that is still frozen.
  playing.catch(() => Promise.all([...nodes, service].map((one) => one.kill())));
  const [played, backgrounds] = await Promise.allSettled([playing, background]);
  for (const one of [backgrounds, played]) if (one.status === "rejected") throw one.reason;

  await everythingAtRest(book, stage);
  const spoilt = { cut: 0, truncated: 0, replayed: 0 };
  for (const { proxy } of nodes)
    for (const kind of ["cut", "truncated", "replayed"] as const) spoilt[kind] += proxy.spoilt[kind];
  return {
    seconds: (performance.now() - begun) / 1000,
    rounds: rounds.count,
    faults: rounds.faults,
    saves: book.saves(),
    save: desk.counts,
    ...book.counts,
    ownerChanges: book.shown.changes,
    spoilt,
    healed: rounds.healed,
  } satisfies Report;
}

const databaseOf = (dataDir: string) => `${dataDir}/callas.sqlite`;

/** Each company has one writer. */
const companiesOf = (nth: number, writers: number) =>
  Array.from({ length: COMPANIES }, (_, at) => at).filter((at) => at % writers === nth);

/** Up to three faults at once. Each kind comes once before any comes again. */
async function playRound(world: World, longest: number, counts: Partial<Record<FaultName, number>>) {
  const { random } = world;
  const order = randomOf(random.int(2 ** 31)).shuffle(FAULT_NAMES);
  const least = Math.min(...FAULT_NAMES.map((name) => counts[name] ?? 0));
  const due = order.filter((name) => (counts[name] ?? 0) === least);
  const names = [...due, ...order.filter((name) => !due.includes(name))].slice(0, 1 + random.int(3));
  const faults: Fault[] = [];
  const played: FaultName[] = [];
  try {
    for (const name of names) {
      const fault = FAULTS[name](world);
      if (faults.some(({ targets }) => targets.some((target) => fault.targets.includes(target)))) continue;
      counts[name] = (counts[name] ?? 0) + 1;
      faults.push(fault);
      played.push(name);
      await fault.begin();
      await sleep(random.int(longest / 8));
    }
    // Seldom long.
    await sleep(longest * (0.1 + 0.9 * random.next() ** 3));
  } finally {
    for (const fault of random.shuffle(faults)) await fault.end();
  }
  return played;
}

const LOOK_MS = 50;

/** Compares what nodes claim with the book, as often as it can. */
async function keepLooking(book: Book, { nodes, service }: Stage, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    for (const { name, dataDir, isRunning } of nodes) {
      const claim = isRunning() ? nodeState(dataDir) : null;
      if (claim !== null) book.claims(name, claim);
    }
    if (service.isRunning()) book.read();
    await sleep(LOOK_MS);
  }
}

/** @returns how long it took until every node decided from what the store had */
async function converged(book: Book, stage: Stage, isOver: () => boolean): Promise<number> {
  const begun = performance.now();
  const { epoch, revision } = storeHead(databaseOf(stage.service.dataDir));
  for (const { name, dataDir, ask } of stage.nodes)
    await eventually(`${name} has revision ${revision}`, async () => {
      if (isOver()) return true;
      const { body } = await ask("GET /readyz").catch(() => ({ body: {} as Record<string, unknown> }));
      if (!(Number(body["revision"]) >= revision)) return undefined;
      return nodeState(dataDir)?.epoch === epoch || undefined;
    });
  const took = performance.now() - begun;
  if (book.isMixed)
    await eventually("every node has confirmed what was restored", async () => {
      const listed = await stage.listed().catch(() => []);
      const all = listed.length === stage.nodes.length && listed.every((node) => node.revision >= book.timeline.base);
      if (!all && !isOver()) return undefined;
      book.unmixed();
      return true;
    });
  return took;
}

/** Nobody saves any more: every node has exactly what the store has, and nothing had to be mended. */
async function everythingAtRest(book: Book, { nodes, service }: Stage): Promise<void> {
  book.end();
  const { revision } = book.read();
  const stored = storeState(service.dataDir);
  book.claims("the store", stored);
  for (const { name, dataDir, ask } of nodes) {
    const claim = await eventually(`${name} has everything`, () => {
      const claim = nodeState(dataDir);
      return claim !== null && claim.epoch === stored.epoch && claim.revision === revision ? claim : undefined;
    });
    book.claims(name, claim);
    const { text } = await ask("GET /metrics");
    for (const metric of ["callas_node_mended_companies", "callas_node_unreadable_lines"])
      assert.match(text, new RegExp(`^${metric} 0$`, "m"), `${metric} of ${name}`);
  }
}
