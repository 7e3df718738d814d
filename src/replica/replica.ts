/** A call node's own companies: compiled, in memory, never older than the last write that it was told of. */
import { LRUCache } from "lru-cache";
import { compile, type CompiledCompany } from "../decide/compile.ts";
import type { Answer, DecideCall, Fallback, FallbackSource } from "../decide/decide-call.ts";
import { decide } from "../decide/decide.ts";
import { emergencyNumbersOf } from "../number/numbering-plan.ts";
import { revisionOf, type Commit, type Store, type StoredCompany } from "../store/store.ts";

export type Replica = Readonly<{
  decide: DecideCall;
  /** Answers whether the revision is reached within the time; at once where it is reached already. */
  reached: (revision: number, withinMilliseconds: number) => Promise<boolean>;
  /** The newest revision that decisions are made from. */
  revision: () => number;
  fallbacks: FallbackSource;
}>;

/** What is held of a company; `absent` of an id that names none, so that asking for it costs nothing. */
type Held = Readonly<{ company: CompiledCompany; revision: number }> | "absent";

/** Companies read at once while all of them are gone through. */
const PAGE = 500;

/**
 * Follows the store from its present revision on.
 * @param capacity companies held compiled at the most; the others are read from the store when they call
 * @param failed is told of a company whose newest state could not be taken; the write itself stands
 */
export async function followStore(
  store: Store,
  capacity: number,
  failed: (company: string, error: unknown) => void,
): Promise<Replica> {
  const cache = new LRUCache<string, Held>({ max: capacity });
  const loading = new Map<string, Promise<Held>>();
  const waiting = new Set<{ revision: number; wake: () => void }>();
  const watchers = new Set<(company: string, fallback: Fallback | null) => void>();
  let revision = await store.head();

  store.onCommit((commit) => {
    if (commit.company !== null) take(commit.company, commit.stored);
    revision = commit.revision;
    for (const waiter of waiting) if (waiter.revision <= revision) waiter.wake();
  });

  /** Compiled aside, then put in place by one assignment; what cannot be compiled leaves the last good one. */
  function take(id: string, stored: Commit["stored"]): void {
    loading.delete(id); // what is being read is older than this
    try {
      cache.set(id, hold(stored));
      for (const watch of watchers) watch(id, stored && fallbackOf(stored));
    } catch (error) {
      failed(id, error);
    }
  }

  function load(id: string): Promise<Held> {
    const started = loading.get(id);
    if (started) return started;
    const reading = store
      .company(id)
      .then((stored) => {
        // A write that came meanwhile has put something newer in place.
        if (loading.get(id) === reading) cache.set(id, hold(stored));
        return cache.get(id) ?? hold(stored);
      })
      .finally(() => loading.get(id) === reading && loading.delete(id));
    loading.set(id, reading);
    return reading;
  }

  for await (const stored of everyCompany(store)) {
    if (cache.size >= capacity) break;
    cache.set(stored.id, hold(stored));
  }

  return {
    decide(question) {
      const held = cache.get(question.company);
      return held === undefined
        ? load(question.company).then((loaded) => answer(loaded, question))
        : answer(held, question);
    },
    revision: () => revision,
    async reached(asked, withinMilliseconds) {
      if (asked <= revision) return true;
      const { promise, resolve } = Promise.withResolvers<boolean>();
      const waiter = { revision: asked, wake: () => resolve(true) };
      waiting.add(waiter);
      const timer = setTimeout(() => resolve(false), withinMilliseconds);
      return promise.finally(() => {
        clearTimeout(timer);
        waiting.delete(waiter);
      });
    },
    fallbacks: {
      async *all() {
        for await (const stored of everyCompany(store)) yield fallbackOf(stored);
      },
      onChange(watch) {
        watchers.add(watch);
        return () => void watchers.delete(watch);
      },
    },
  };
}

function hold(stored: StoredCompany | null): Held {
  if (stored === null) return "absent";
  const { company, directory, "outgoing-numbers": outgoing } = stored;
  return { company: compile(company.body, directory.body, outgoing.body), revision: revisionOf(stored) };
}

function answer(held: Held, { call, explain, unknownLine }: Parameters<DecideCall>[0]): Answer {
  if (held === "absent") return { known: false, code: "company_unknown" };
  const { company, revision } = held;
  const decision = decide(company, call, explain, unknownLine);
  if ("unknown" in decision) return { known: false, code: `${decision.unknown}_unknown` };
  return { known: true, decision, revision, lineKnown: !("line" in call) || company.lines.has(call.line) };
}

async function* everyCompany(store: Store): AsyncGenerator<StoredCompany> {
  for (let after: string | null = null; ;) {
    const page: Awaited<ReturnType<Store["list"]>> = await store.list(after, PAGE, null);
    for (const { id } of page) {
      const stored = await store.company(id);
      if (stored) yield stored;
    }
    if (page.length < PAGE) return;
    after = page.at(-1)!.id;
  }
}

function fallbackOf({ id, company, directory, "outgoing-numbers": outgoing }: StoredCompany): Fallback {
  const shown = (number: string | null | undefined) =>
    directory.body.numbers.find((candidate) => candidate.on && candidate.number === number)?.number ?? null;
  const main = shown(outgoing.body.main);
  return {
    company: id,
    main,
    emergency: shown(company.body.emergencyNumber) ?? main,
    extensions: directory.body.employees.map(({ extension }) => extension).filter((extension) => extension !== null),
    emergencyNumbers: emergencyNumbersOf(company.body.country),
  };
}
