/** How long a decision takes in process, for a company that is in memory and for one that is not. */
import { createReplica } from "../../src/replica/replica.ts";
import { openSqliteCopy } from "../../src/store/sqlite/copy.ts";
import { percentile } from "../pairs.ts";
import { byCompany, byPeople, type Caller } from "./callers.ts";
import { idAt } from "./companies.ts";

const MISSES = 20_000;
const HITS = 50_000;
/** People who call again and again. */
const KNOWN = 1000;
const WARM_UP = 2000;

/** Nothing fits: every call reads its company from the file. */
const NO_MEMORY = 1;
const MEMORY = 256 * 1024 * 1024;

const DIALLED = ["+48221234567", "+74951234567", "+4989123456", "+375291234567", "1001"];

/** In microseconds: what a caller waits, and the processor time, to which others on the machine add little. */
export type Spread = Readonly<{ p50: number; p99: number; processor50: number; processor99: number }>;

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
    const [times, worked]: [number[], number[]] = [[], []];
    for (let at = -WARM_UP; at < calls; at++) {
      const { company, line } = next();
      const call = { line, dialled: DIALLED[Math.abs(at) % DIALLED.length]! };
      const before = process.threadCpuUsage();
      const started = performance.now();
      const answer = decide({ company: idAt(company), call, unknownLine: "refuse" });
      if (at >= 0) {
        times.push((performance.now() - started) * 1000);
        const { user, system } = process.threadCpuUsage(before);
        worked.push(user + system);
      }
      if (!answer.known) throw new Error(`${idAt(company)} ${line}: ${answer.code}`);
    }
    return {
      p50: percentile(times, 0.5),
      p99: percentile(times, 0.99),
      processor50: percentile(worked, 0.5),
      processor99: percentile(worked, 0.99),
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
