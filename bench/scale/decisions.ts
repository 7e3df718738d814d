/** How long a decision takes in process, for a company that is in memory and for one that is not. */
import { createReplica } from "../../src/replica/replica.ts";
import { openSqliteCopy } from "../../src/store/sqlite/copy.ts";
import { percentile } from "../pairs.ts";
import { byCompany, byPeople, type Caller } from "./callers.ts";
import { idAt } from "./companies.ts";

const MISSES = 4000;
const HITS = 10_000;
const TRIES = 4;
/** People who call again and again. */
const KNOWN = 1000;
const WARM_UP = 2 * KNOWN;

/** Nothing fits: every call reads its company from the file. */
const NO_MEMORY = 1;
const MEMORY = 256 * 1024 * 1024;

const DIALLED = ["+48221234567", "+74951234567", "+4989123456", "+375291234567", "1001"];

/**
 * In microseconds. `least`: of the shortest of four tries of each call, an estimate of a quiet machine, where other
 * programs take no turns. `processor`: the mean of all calls.
 */
export type Spread = Readonly<{ p50: number; p99: number; least50: number; least99: number; processor: number }>;

export type DecisionTimes = Readonly<{ missByCompany: Spread; missByPeople: Spread; hitByPeople: Spread }>;

export function timeDecisions(folder: string, companies: number): DecisionTimes {
  const copy = openSqliteCopy(folder);
  const replicaOf = (maxBytes: number) =>
    createReplica({
      copy,
      follower: { subscribe: () => () => {} },
      maxBytes,
      failed(_company, error) {
        throw error;
      },
    });
  function spread(maxBytes: number, calls: number, next: () => Caller): Spread {
    const { decide } = replicaOf(maxBytes);
    const [times, least]: [number[], number[]] = [[], []];
    let before = process.threadCpuUsage();
    for (let at = -WARM_UP; at < calls; at++) {
      if (at === 0) before = process.threadCpuUsage();
      const { company, line } = next();
      const call = { line, dialled: DIALLED[Math.abs(at) % DIALLED.length]! };
      let shortest = Infinity;
      for (let tried = 0; tried < TRIES; tried++) {
        const started = performance.now();
        const answer = decide({ company: idAt(company), call, unknownLine: "refuse" });
        const time = (performance.now() - started) * 1000;
        if (!answer.known) throw new Error(`${idAt(company)} ${line}: ${answer.code}`);
        shortest = Math.min(shortest, time);
        if (at >= 0) times.push(time);
      }
      if (at >= 0) least.push(shortest);
    }
    const { user, system } = process.threadCpuUsage(before);
    return {
      p50: percentile(times, 0.5),
      p99: percentile(times, 0.99),
      least50: percentile(least, 0.5),
      least99: percentile(least, 0.99),
      processor: (user + system) / times.length,
    };
  }
  try {
    const some = byPeople(companies, 7);
    const known = Array.from({ length: KNOWN }, some);
    let nth = 0;
    return {
      missByCompany: spread(NO_MEMORY, MISSES, byCompany(companies)),
      missByPeople: spread(NO_MEMORY, MISSES, byPeople(companies)),
      hitByPeople: spread(MEMORY, HITS, () => known[nth++ % KNOWN]!),
    };
  } finally {
    copy.close();
  }
}
