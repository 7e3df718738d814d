/** `npm run bench`: runs all benchmarks, or those named as arguments, with the options of the last two. */
import { cpus, loadavg, totalmem } from "node:os";
import { parseArgs } from "node:util";
import {
  BENCH_PACKAGES,
  BROWSER_PACKAGES,
  CALL_PACKAGES,
  ensurePackages,
  STORE_PACKAGES,
} from "../lab/debian-packages.ts";

const { values, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: {
    /** Of `scale`, which needs no Debian packages. */
    companies: { type: "string", default: "10000" },
    /** Of `checker`, which runs as long as told. */
    seed: { type: "string", default: "1" },
    minutes: { type: "string", default: "10" },
  },
});
const [companies, seed, minutes] = [Number(values.companies), Number(values.seed), Number(values.minutes)];
if (!(companies > 0) || !Number.isSafeInteger(seed) || !(minutes > 0))
  throw new Error("--companies and --minutes take numbers above 0, --seed a whole number");

/** One that takes long yields each figure as soon as it is there. */
type Bench = () => Promise<Iterable<string> | AsyncIterable<string>>;

const benches: Readonly<Record<string, Bench>> = {
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
  scale: async () => (await import("./scale.ts")).benchScale(companies),
};

if (asked.length !== 1 || asked[0] !== "scale")
  await ensurePackages([...CALL_PACKAGES, ...BROWSER_PACKAGES, ...STORE_PACKAGES, ...BENCH_PACKAGES]);
const gigabytes = (totalmem() / 2 ** 30).toFixed(0);
console.log(`${cpus().length} × ${cpus()[0]?.model}, ${gigabytes} GiB, Node ${process.version}`);
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n${name}, at a load of ${loadavg()[0]!.toFixed(1)}`);
  for await (const line of await bench()) console.log(`  ${line}`);
}
