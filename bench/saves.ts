/** Durable saves compared with bare fsyncs on the same disk, and the time until a save decides calls. */
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { benchCompany } from "./company.ts";
import { compare, median, percentile } from "./pairs.ts";
import { startBenchService } from "./service.ts";

const SAVES = 200;
const document = benchCompany(500).outgoingNumbers;
const path = "/companies/bench/outgoing-numbers";

/** Appends one document after another to a file, each followed by fsync. */
function fsyncsPerSecond(): number {
  const folder = mkdtempSync(join(tmpdir(), "callas-fsync-"));
  const file = openSync(join(folder, "log"), "a");
  const bytes = Buffer.from(JSON.stringify(document));
  const started = performance.now();
  for (let at = 0; at < SAVES; at++) {
    writeSync(file, bytes);
    fsyncSync(file);
  }
  const seconds = (performance.now() - started) / 1000;
  closeSync(file);
  rmSync(folder, { recursive: true });
  return SAVES / seconds;
}

export async function benchSaves(): Promise<readonly string[]> {
  const service = await startBenchService();
  try {
    let revision = Number((await service.send("PUT", "/companies/bench/numbers/+375171199999", {}))["revision"]) - 1;
    const mains = ["+375171110000", "+375171110001"];
    const times: number[] = [];
    const save = async (at: number) => {
      const main = mains[at % 2]!;
      const started = performance.now();
      const saved = await service.send("PUT", path, { ...document, main }, { "if-match": `"${revision}"` });
      revision = Number(saved["revision"]);
      const { callerId } = await service.decide("line-1", "8 029 1000037");
      if (callerId !== main) throw new Error(`revision ${revision} does not decide: ${String(callerId)}`);
      times.push(performance.now() - started);
    };
    const savesPerSecond = async () => {
      const started = performance.now();
      for (let at = 0; at < SAVES; at++) await save(at);
      return SAVES / ((performance.now() - started) / 1000);
    };
    const result = await compare(savesPerSecond, fsyncsPerSecond);
    return [
      `saves of 600 entries, each with a decision after it: ${result.ours.toFixed(0)}/s, bare fsyncs ${result.baseline.toFixed(0)}/s, ratio ${result.ratio.toFixed(2)}`,
      `from Save to the first decision that uses it: median ${median(times).toFixed(1)} ms, p99 ${percentile(times, 0.99).toFixed(1)} ms of ${times.length}`,
    ];
  } finally {
    await service.stop();
  }
}
