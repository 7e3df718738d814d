/** `npm run bench`: runs all benchmarks, or those named as arguments. */
import { cpus, totalmem } from "node:os";
import { parseArgs } from "node:util";
import {
  BENCH_PACKAGES,
  BROWSER_PACKAGES,
  CALL_PACKAGES,
  ensurePackages,
  STORE_PACKAGES,
} from "../lab/debian-packages.ts";

/** `--companies` is the size of `scale`, which needs no Debian packages. */
const { values, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: { companies: { type: "string", default: "10000" } },
});

const benches: Readonly<Record<string, () => Promise<readonly string[]>>> = {
  decide: async () => (await import("./decide.ts")).benchDecide(),
  http: async () => (await import("./http.ts")).benchHttp(),
  saves: async () => (await import("./saves.ts")).benchSaves(),
  chain: async () => (await import("./chain.ts")).benchChain(),
  postgres: async () => (await import("./postgres.ts")).benchPostgres(),
  waits: async () => (await import("./waits.ts")).benchWaits(),
  calls: async () => (await import("./calls.ts")).benchCalls(),
  page: async () => (await import("./page.ts")).benchPage(),
  scale: async () => (await import("./scale.ts")).benchScale(Number(values.companies)),
};

if (asked.length !== 1 || asked[0] !== "scale")
  await ensurePackages([...CALL_PACKAGES, ...BROWSER_PACKAGES, ...STORE_PACKAGES, ...BENCH_PACKAGES]);
const gigabytes = (totalmem() / 2 ** 30).toFixed(0);
console.log(`${cpus().length} × ${cpus()[0]?.model}, ${gigabytes} GiB, Node ${process.version}`);
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n${name}`);
  for (const line of await bench()) console.log(`  ${line}`);
}
