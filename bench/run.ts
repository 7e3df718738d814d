/** `npm run bench`: runs all benchmarks, or those named as arguments; `checker --seed 7 --minutes 10` runs as long as told. */
import { cpus, totalmem } from "node:os";
import { parseArgs } from "node:util";
import {
  BENCH_PACKAGES,
  BROWSER_PACKAGES,
  CALL_PACKAGES,
  ensurePackages,
  STORE_PACKAGES,
} from "../lab/debian-packages.ts";

const benches: Readonly<Record<string, () => Promise<readonly string[]>>> = {
  decide: async () => (await import("./decide.ts")).benchDecide(),
  http: async () => (await import("./http.ts")).benchHttp(),
  workers: async () => (await import("./workers.ts")).benchWorkers(),
  saves: async () => (await import("./saves.ts")).benchSaves(),
  chain: async () => (await import("./chain.ts")).benchChain(),
  postgres: async () => (await import("./postgres.ts")).benchPostgres(),
  waits: async () => (await import("./waits.ts")).benchWaits(),
  calls: async () => (await import("./calls.ts")).benchCalls(),
  page: async () => (await import("./page.ts")).benchPage(),
  checker: async () => (await import("./checker.ts")).benchChecker(seed, minutes),
};

const { values, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: "string", default: "1" }, minutes: { type: "string", default: "10" } },
});
const [seed, minutes] = [Number(values.seed), Number(values.minutes)];
if (!Number.isSafeInteger(seed) || !(minutes > 0))
  throw new Error("--seed takes a whole number, --minutes a number above 0");
await ensurePackages([...CALL_PACKAGES, ...BROWSER_PACKAGES, ...STORE_PACKAGES, ...BENCH_PACKAGES]);
const gigabytes = (totalmem() / 2 ** 30).toFixed(0);
console.log(`${cpus().length} × ${cpus()[0]?.model}, ${gigabytes} GiB, Node ${process.version}`);
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n${name}`);
  for (const line of await bench()) console.log(`  ${line}`);
}
