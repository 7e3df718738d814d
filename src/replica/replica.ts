/** The companies that this process decides for: compiled at their first call, marked as stale when they change. */
import { LRUCache } from "lru-cache";
import { compileCore, type Bucket } from "../decide/buckets.ts";
import { compile, type CompiledCompany } from "../decide/compile.ts";
import type { Answer, DecideCall, Question } from "../decide/decide-call.ts";
import { decide } from "../decide/decide.ts";
import { ID } from "../policy/id.ts";
import type { DecisionForm, LocalCopy } from "../store/local-copy.ts";
import { StorageError } from "../store/storage-error.ts";
import type { Follower } from "./follow.ts";

export type ReplicaOptions = Readonly<{
  copy: Pick<LocalCopy, "company" | "bucket">;
  follower: Pick<Follower, "subscribe">;
  /** The memory that companies may take; see {@link BYTES_A_CHARACTER}. */
  maxBytes: number;
  /** Called with a company whose newest state cannot be read; an older revision goes on deciding. */
  failed: (company: string, error: unknown) => void;
}>;

export type Replica = Readonly<{
  decide: DecideCall;
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

/** A company that could not be read is tried again at its first call after this time. */
const AGAIN_MS = 1000;

/** How often a large company may change during the reads of one call. */
const MOST_TRIES = 5;

type HeldCompany = { readonly company: CompiledCompany; readonly revision: number; isStale: boolean; triedAt: number };
type HeldBucket = Readonly<{ bucket: Bucket; revision: number }>;

/** A bucket was requested for a revision that its company no longer has. */
class Moved extends Error {}

export function createReplica({ copy, follower, maxBytes, failed }: ReplicaOptions): Replica {
  /** Contains companies and their buckets; the ids of buckets are not valid ids of companies. */
  const cache = new LRUCache<string, HeldCompany | HeldBucket>({ maxSize: maxBytes });
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
    const company = { company: compileForm(id, form), revision: form.revision, isStale: false, triedAt: 0 };
    cache.set(id, company, sizeOf(form.size));
    return company;
  }

  /** The current state of a company, or its last known state if it cannot be read or compiled. */
  function current(id: string): HeldCompany | undefined {
    const known = held(id);
    if (known === undefined) return ID.test(id) ? read(id) : undefined;
    if (!known.isStale) return known;
    const now = performance.now();
    if (known.triedAt > 0 && now - known.triedAt < AGAIN_MS) return known;
    try {
      return read(id);
    } catch (error) {
      known.triedAt = now;
      failed(id, error);
      return known;
    }
  }

  function answer(question: Question): Answer {
    const known = current(question.company);
    if (known === undefined) return COMPANY_UNKNOWN;
    const decided = decide(known.company, question.call, question);
    if (!decided.known) return decided;
    const { decision, lineKnown } = decided;
    return { known: true, decision, lineKnown, revision: known.revision };
  }

  follower.subscribe({
    changed(changes) {
      for (const { company } of changes) {
        const known = company === null ? undefined : cache.peek(company);
        if (known && "company" in known) known.isStale = true;
      }
    },
    startedOver() {
      for (const known of cache.values()) if ("isStale" in known) known.isStale = true;
    },
  });

  return {
    hold: (id) => void current(id),
    hasRoom: () => cache.calculatedSize < maxBytes * WARM_SHARE,
    fill: () => ({ used: cache.calculatedSize, limit: maxBytes }),
    decide(question) {
      for (let tries = 1; ; tries++)
        try {
          return answer(question);
        } catch (error) {
          if (!(error instanceof Moved)) throw error;
          if (tries === MOST_TRIES)
            throw new StorageError("unavailable", `“${question.company}” cannot be read as a whole.`, error);
          const moved = held(question.company);
          if (moved) moved.isStale = true;
        }
    },
  };
}

const COMPANY_UNKNOWN: Answer = Object.freeze({ known: false, code: "company_unknown" });
