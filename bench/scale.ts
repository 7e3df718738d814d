/** What grows with the number of companies, on the embedded database, and what must not. */
import { loadavg } from "node:os";
import { rm } from "node:fs/promises";
import { statSync } from "node:fs";
import { databaseFile } from "../src/store/sqlite/data-folder.ts";
import { MOST_COMPANIES } from "./scale/companies.ts";
import { timeDecisions, type Spread } from "./scale/decisions.ts";
import { filledFolder } from "./scale/filled-folder.ts";
import { timeProcesses } from "./scale/processes.ts";
import { checkSameAsSaved } from "./scale/same-as-saved.ts";
import { MEASURE, timeSteps, type StepTimes } from "./scale/steps.ts";

/** The sample that is compared with saves over HTTP is among the first of them. */
const LEAST_COMPANIES = 1000;

const micros = ({ p50, p99, least50, least99, processor }: Spread) =>
  `p50 ${p50.toFixed(0)} µs, p99 ${p99.toFixed(0)} µs; of the shortest of four tries ${least50.toFixed(0)} and ` +
  `${least99.toFixed(0)} µs; processor time ${processor.toFixed(0)} µs`;

/** @param companies how many; the steps are compared with those of {@link MEASURE} companies */
export async function benchScale(companies: number): Promise<readonly string[]> {
  if (!Number.isInteger(companies) || companies < LEAST_COMPANIES || companies > MOST_COMPANIES)
    throw new Error(`--companies: a number from ${LEAST_COMPANIES} to ${MOST_COMPANIES}`);
  const { folder, seconds } = await filledFolder(companies);
  try {
    await checkSameAsSaved(folder);
    const gigabytes = statSync(databaseFile(folder)).size / 2 ** 30;
    const decisions = timeDecisions(folder, companies);
    const served = await timeProcesses(folder, companies);
    const steps = await timeSteps(folder, companies);
    const measure = companies > MEASURE ? await stepsOfMeasure() : null;
    return [
      `${companies} companies, ${gigabytes.toFixed(2)} GiB, written in ${seconds.toFixed(0)} s; load ${loadavg()[0]!.toFixed(1)}`,
      `a call to a company that is not in memory, by company: ${micros(decisions.missByCompany)}`,
      `the same, spread over people: ${micros(decisions.missByPeople)}`,
      `a call to a company in memory, spread over people: ${micros(decisions.hitByPeople)}`,
      `started: it listens after ${served.alive.toFixed(2)} s, first decision after ${served.firstDecision.toFixed(2)} s; an empty one listens after ${served.aliveEmpty.toFixed(2)} s`,
      `resident after calls spread over people: ${served.resident} MiB, a call node ${served.residentOfNode} MiB`,
      `an empty node is filled in ${served.filled.toFixed(1)} s`,
      ...[...steps].map(([name, time]) => `${name}: ${inWords(name, time, measure)}`),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function stepsOfMeasure(): Promise<StepTimes> {
  const { folder } = await filledFolder(MEASURE);
  try {
    return await timeSteps(folder, MEASURE);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function inWords(name: string, time: number, measure: StepTimes | null): string {
  const of = measure?.get(name);
  const compared = of === undefined ? "" : `, ${(time / of).toFixed(2)} of ${of.toFixed(3)} ms with ${MEASURE}`;
  return `${time.toFixed(3)} ms${compared}`;
}
