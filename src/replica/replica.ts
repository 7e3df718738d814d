/** The companies that this process decides for: compiled at their first call, marked as stale when they change. */
import { LRUCache } from "lru-cache";
import { compileCore, type Bucket } from "../decide/buckets.ts";
import { compile, type CompiledCompany } from "../decide/compile.ts";
import { choicesFor } from "../decide/choices.ts";
import type {
  Answer,
  ChoicesAnswer,
  ChoicesQuestion,
  DecideCall,
  OfferChoices,
  Question,
} from "../decide/decide-call.ts";
import { findCaller } from "../decide/decide.ts";
import { decideOverTrunks } from "../decide/over-trunks.ts";
import { createDecisionRates, type DecisionRate } from "../policy/decision-rate.ts";
import { ID } from "../policy/id.ts";
import type { NamedTrunk } from "../policy/trunk.ts";
import type { DecisionForm, DecidingCopy } from "../store/deciding-copy.ts";
import { StorageError } from "../store/storage-error.ts";
import { countWithinQuotas } from "./decision-quotas.ts";
import type { Follower } from "./follow.ts";

export type ReplicaOptions = Readonly<{
  copy: Pick<DecidingCopy, "company" | "bucket" | "trunks">;
  follower: Pick<Follower, "subscribe">;
  /** The memory that companies may take; see {@link BYTES_A_CHARACTER}. */
  maxBytes: number;
  /** Called with a company, or null for the trunks, whose newest state cannot be read; an older one goes on deciding. */
  failed: (company: string | null, error: unknown) => void;
  /** The clock of quotas, as `performance.now()`. */
  now?: () => number;
}>;

export type Replica = Readonly<{
  decide: DecideCall;
  choices: OfferChoices;
  /** Reads a company that is not in memory or has changed. Throws what the copy throws. */
  hold: (id: string) => void;
  /** Whether there is room without dropping another company. */
  hasRoom: () => boolean;
  /** The memory used and its limit, in bytes. */
  fill: () => Readonly<{ used: number; limit: number }>;
}>;

/**
 * The memory that a compiled company takes for each character of its documents. Measured: 3.0 to 3.7 bytes for 5 to
 * 5,000 people (6 kB for 5, 11 kB for 15, 3.3 MB for 5,000).
 */
const BYTES_A_CHARACTER = 4;

/** The share of the memory that is filled before companies call; the rest is for companies that do call. */
const WARM_SHARE = 0.9;

/** What could not be read is tried again at the first call after this time. */
const AGAIN_MS = 1000;

/** How often a large company may change during the reads of one call. */
const MOST_TRIES = 5;

/** What was read last, and whether it has changed since. */
type Held = { isStale: boolean; triedAt: number };
type HeldCompany = Held & {
  readonly company: CompiledCompany;
  readonly revision: number;
  /** Null without a quota. */
  readonly rate: DecisionRate | null;
};
type HeldTrunks = Held & { readonly byId: ReadonlyMap<string, NamedTrunk> };
type HeldBucket = Readonly<{ bucket: Bucket; revision: number }>;

/** A bucket was requested for a revision that its company no longer has. */
class Moved extends Error {}

export function createReplica({ copy, follower, maxBytes, failed, now }: ReplicaOptions): Replica {
  /** Contains companies and their buckets; the ids of buckets are not valid ids of companies. */
  const cache = new LRUCache<string, HeldCompany | HeldBucket>({ maxSize: maxBytes });
  const rates = createDecisionRates(now);
  const sizeOf = (characters: number) => ({ size: Math.max(1, characters * BYTES_A_CHARACTER) });
  const held = (id: string): HeldCompany | undefined => {
    const found = cache.get(id);
    return found && "company" in found ? found : undefined;
  };

  function compileForm(id: string, form: DecisionForm): CompiledCompany {
    if (form.kind === "core") return compileLarge(id, form.revision, form.core);
    const { company, directory, "outgoing-numbers": outgoing } = form.documents;
    return compile(company, directory, outgoing);
  }

  function compileLarge(id: string, revision: number, core: string): CompiledCompany {
    return compileCore(core, (at, compileBucket) => {
      const key = `${id} ${at}`;
      const known = cache.get(key) as HeldBucket | undefined;
      if (known?.revision === revision) return known.bucket;
      const read = copy.bucket(id, revision, at);
      if (read === null) throw new Moved();
      const bucket = compileBucket(read.text);
      cache.set(key, { bucket, revision }, sizeOf(read.text.length));
      return bucket;
    });
  }

  function read(id: string): HeldCompany | undefined {
    const form = copy.company(id);
    if (form === null) {
      cache.delete(id);
      return undefined;
    }
    const company = {
      company: compileForm(id, form),
      revision: form.revision,
      rate: rates.of(id, form.decisionsPerSecond),
      isStale: false,
      triedAt: 0,
    };
    cache.set(id, company, sizeOf(form.size));
    return company;
  }

  /** Reads what has changed; returns what is known if it cannot be read or compiled. */
  function renewed<T extends Held>(known: T, company: string | null, read: () => T | undefined): T | undefined {
    const now = performance.now();
    if (known.triedAt > 0 && now - known.triedAt < AGAIN_MS) return known;
    try {
      return read();
    } catch (error) {
      known.triedAt = now;
      failed(company, error);
      return known;
    }
  }

  function current(id: string): HeldCompany | undefined {
    const known = held(id);
    if (known === undefined) return ID.test(id) ? read(id) : undefined;
    return known.isStale ? renewed(known, id, () => read(id)) : known;
  }

  /** Undefined until a call names a trunk. */
  let trunks: HeldTrunks | undefined;

  function readTrunks(): HeldTrunks {
    const byId = new Map(copy.trunks().map((trunk) => [trunk.id, trunk] as const));
    return { byId, isStale: false, triedAt: 0 };
  }

  function trunkOf(id: string): NamedTrunk | undefined {
    if (trunks === undefined) trunks = readTrunks();
    else if (trunks.isStale) trunks = renewed(trunks, null, readTrunks);
    return trunks?.byId.get(id);
  }

  function answer(question: Question): Answer {
    const known = current(question.company);
    if (known === undefined) return COMPANY_UNKNOWN;
    const asked = [];
    for (const id of question.trunks ?? NO_TRUNKS) {
      const trunk = trunkOf(id);
      if (trunk === undefined) return { known: false, code: "trunk_unknown", trunk: id };
      asked.push(trunk);
    }
    const decided = decideOverTrunks(known.company, question.call, asked, question);
    if (!decided.known) return decided;
    const { decision } = decided;
    if (known.rate !== null || question.keyRate !== undefined) {
      const exceeded = countWithinQuotas(decision, known.rate, question.keyRate, rates.now());
      if (exceeded !== null) return exceeded;
    }
    const answer = { ...decided, revision: known.revision };
    if (decision.destination.kind !== "unrecognised") return answer;
    const device = findCaller(known.company, question.call)?.device ?? null;
    return { ...answer, unrecognised: { country: known.company.home.country, device } };
  }

  function choices({ company, employee, device, dialled, trunk: id }: ChoicesQuestion): ChoicesAnswer {
    const known = current(company)?.company;
    if (known === undefined) return COMPANY_UNKNOWN;
    const trunk = id === undefined ? undefined : trunkOf(id);
    if (id !== undefined && trunk === undefined) return { known: false, code: "trunk_unknown", trunk: id };
    const caller = known.employees.get(employee);
    if (caller === undefined) return { known: false, code: "employee_unknown" };
    return { known: true, choices: choicesFor(known, caller, { dialled, device, trunk }) };
  }

  /** Answers from one state of a company, although a large one is read in several steps. */
  function fromOneState<T>(id: string, answer: () => T): T {
    for (let tries = 1; ; tries++)
      try {
        return answer();
      } catch (error) {
        if (!(error instanceof Moved)) throw error;
        if (tries === MOST_TRIES) throw new StorageError("unavailable", `“${id}” cannot be read as a whole.`, error);
        const moved = held(id);
        if (moved) moved.isStale = true;
      }
  }

  follower.subscribe({
    changed(changes) {
      for (const { company } of changes) {
        if (company === null && trunks) trunks.isStale = true;
        const known = company === null ? undefined : cache.peek(company);
        if (known && "company" in known) known.isStale = true;
      }
    },
    startedOver() {
      if (trunks) trunks.isStale = true;
      for (const known of cache.values()) if ("isStale" in known) known.isStale = true;
    },
  });

  return {
    hold: (id) => void current(id),
    hasRoom: () => cache.calculatedSize < maxBytes * WARM_SHARE,
    fill: () => ({ used: cache.calculatedSize, limit: maxBytes }),
    decide: (question) => fromOneState(question.company, () => answer(question)),
    choices: (question) => fromOneState(question.company, () => choices(question)),
  };
}

const NO_TRUNKS: readonly string[] = [];

const COMPANY_UNKNOWN = Object.freeze({ known: false, code: "company_unknown" } as const);
