/** The checker's long form: ten minutes of faults, from a seed. See lab/checker. */
import { loadavg } from "node:os";
import { runFailOver } from "../lab/checker/fail-over.ts";
import { runChecker, type Report } from "../lab/checker/run-checker.ts";
import { median } from "./pairs.ts";

/** The rest of the time belongs to PostgreSQL. */
const SHARE_OF_NODES = 0.8;

const CONVERGES_WITHIN_MS = 5000;

export async function benchChecker(seed: number, minutes: number): Promise<readonly string[]> {
  const end = performance.now() + minutes * 60_000;
  const nodesEnd = performance.now() + minutes * 60_000 * SHARE_OF_NODES;
  const again = `again: npm run bench -- checker --seed ${seed} --minutes ${minutes}`;
  try {
    const report = await runChecker({
      seed,
      nodes: 4,
      writers: 6,
      longestFault: 20_000,
      goesOn: () => performance.now() < nodesEnd,
    });
    const onPostgres = await runFailOver(seed, (failOvers) => failOvers === 0 || performance.now() < end);
    const { failOvers, cuts, saves, lost, told } = onPostgres;
    const late = report.healed.filter(({ milliseconds }) => milliseconds > CONVERGES_WITHIN_MS);
    for (const { milliseconds, faults } of late)
      console.error(`  not within 5 s: ${milliseconds.toFixed(0)} ms after ${faults.join(", ")}`);
    if (late.length > 0) process.exitCode = 1;
    return [
      ...linesOf(report),
      `PostgreSQL: ${failOvers} standbys promoted, ${cuts} times trouble with the network; ${saves} saves acknowledged, ${lost} answered with 503, ${told} revisions told once each`,
      `seed ${seed}, load at the end ${loadavg()[0]!.toFixed(1)}; ${again}`,
    ];
  } catch (error) {
    console.error(`  ${again}`);
    throw error;
  }
}

function linesOf(report: Report): readonly string[] {
  const { seconds, rounds, faults, saves, save, claims, decisions, waitedFor, ownerChanges, spoilt, healed } = report;
  const healing = healed.map(({ milliseconds }) => milliseconds);
  const injected = Object.entries(faults).map(([name, count]) => `${name} ${count}`);
  return [
    `${rounds} rounds in ${seconds.toFixed(0)} s; faults: ${injected.join(", ")}`,
    `answers of the feed cut ${spoilt.cut}, truncated ${spoilt.truncated}, replayed ${spoilt.replayed}`,
    `${saves} saves answered (${(saves / seconds).toFixed(0)}/s), ${save.lost} lost, ${save.refused} refused, ${save.resting} because a number rests`,
    `${claims} states of nodes compared, ${decisions} decisions checked, ${waitedFor} of them with minRevision; numbers shown for another company than before: ${ownerChanges}`,
    `all nodes had everything after the last fault ended: median ${median(healing).toFixed(0)} ms, longest ${Math.max(...healing).toFixed(0)} ms of ${healing.length}`,
  ];
}
