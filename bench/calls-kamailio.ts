/** The Kamailios of bench/calls.ts, which differ in what they do with a call before they relay it. */
import { cp, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runKamailio, type KamailioProcess } from "../lab/calls/kamailio-process.ts";
import { freePort } from "../lab/calls/ports.ts";

/** Kamailio's memory manager: `qm`, its default, or `fm` or `tlsf`, which are faster. */
const ALLOCATOR = process.env["CALLAS_BENCH_ALLOCATOR"] ?? "qm";

export type BenchSide = "RELAY" | "FIXED" | "BARE" | "CALLAS";

export type BenchKamailio = KamailioProcess &
  Readonly<{
    port: number;
    evapiPort: number;
    /** Process ids: all, and those of evapi. */
    processes: () => Promise<readonly [all: readonly number[], evapi: readonly number[]]>;
  }>;

/** @param carrierPort of 127.0.0.1 */
export async function startBenchKamailio(side: BenchSide, carrierPort: number): Promise<BenchKamailio> {
  const folder = await mkdtemp(join(tmpdir(), "callas-bench-kamailio-"));
  await cp(join(import.meta.dirname, "../pbx/kamailio"), folder, { recursive: true });
  const config = join(folder, "calls.cfg");
  await cp(join(import.meta.dirname, "calls.cfg"), config);
  const port = await freePort();
  const evapiPort = await freePort();
  const settings = {
    [`BENCH_${side}`]: "",
    BENCH_LISTEN: `udp:127.0.0.1:${port}`,
    BENCH_CARRIER: `"sip:127.0.0.1:${carrierPort}"`,
    BENCH_EVAPI: `"127.0.0.1:${evapiPort}"`,
    CALLAS_LISTEN: `"127.0.0.1:${evapiPort}"`,
    CALLAS_DOMAIN: '"bench.example"',
  };
  const lines = Object.entries(settings).map(([name, value]) => `#!define ${name} ${value}`.trimEnd());
  await writeFile(join(folder, "bench-settings.cfg"), `${lines.join("\n")}\n`);
  const kamailio = await runKamailio(folder, config, ["-x", ALLOCATOR, "-X", ALLOCATOR]);
  return {
    port,
    evapiPort,
    ...kamailio,
    async processes() {
      // Alternating lines: a process id, and what the process does.
      const words = ((await kamailio.command("core.ps")) ?? "").trim().split(/\n/);
      const all = words.flatMap((word, at) => (at % 2 === 0 ? [{ pid: Number(word), name: words[at + 1] ?? "" }] : []));
      const evapi = all.filter(({ name }) => /evapi/i.test(name));
      return [all.map(({ pid }) => pid), evapi.map(({ pid }) => pid)];
    },
  };
}
