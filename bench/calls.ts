/**
 * Real calls through Kamailio, with sipp on both sides: relayed as they are, with an identity that is always the same,
 * with a bare question over evapi before it, and with Callas. All sides take turns within each round.
 */
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { eventually } from "../lab/eventually.ts";
import { freePort } from "../lab/calls/ports.ts";
import { startService } from "../lab/calls/callas.ts";
import { startCapture } from "../lab/calls/capture.ts";
import { loadCompany } from "../lab/companies/load-company.ts";
import { startSippCarrier } from "../lab/calls/sipp.ts";
import { end } from "../lab/service/end.ts";
import { startBenchKamailio, type BenchKamailio, type BenchSide } from "./calls-kamailio.ts";
import { benchCompany } from "./company.ts";
import { cpuTime } from "./cpu-time.ts";
import { median, percentile } from "./pairs.ts";
import { postDialDelays } from "./post-dial-delay.ts";

/** CALLAS_BENCH_ROUNDS=2 takes a quick look. */
const ROUNDS = Number(process.env["CALLAS_BENCH_ROUNDS"] ?? 7);
/** Calls a second, and how many of them are made in a round. */
const STEADY: readonly (readonly [rate: number, calls: number])[] = [
  [200, 400],
  [500, 1_000],
];
const FULL_LOAD_CALLS = 9_000;
/** Simultaneous calls: enough to keep the machine busy, few enough to avoid retransmissions. */
const AT_ONCE = 200;

const run = promisify(execFile);

type Round = Readonly<{
  failed: number;
  p50: readonly number[];
  p99: readonly number[];
  callsPerSecond: number;
  /** Processor time of a call at full load, in microseconds: Kamailio's with that of whoever answers it. */
  cpu: number;
  /** Of that, evapi's process, which runs everything after the answer. */
  evapiCpu: number;
}>;

type Side = Readonly<{
  name: string;
  kamailio: BenchKamailio;
  /** Process ids of whoever answers Kamailio's questions. */
  answerer: () => readonly number[];
  rounds: Round[];
}>;

const NAMES: Readonly<Record<BenchSide, string>> = {
  RELAY: "relayed only",
  FIXED: "identity, no question",
  BARE: "bare question, same identity",
  CALLAS: "Callas",
};

type Calls = Readonly<{ seconds: number; failed: number; port: number }>;

/** Throws if sipp did; failed calls are counted. */
async function callThrough(kamailio: BenchKamailio, words: readonly string[]): Promise<Calls> {
  const folder = await mkdtemp(join(tmpdir(), "callas-bench-phone-"));
  const port = await freePort();
  const scenario = join(import.meta.dirname, "calls-phone.xml");
  const started = performance.now();
  try {
    const fixed = ["-sf", scenario, "-i", "127.0.0.1", "-p", String(port), "-nostdin", "-timeout", "60s"];
    const behaviour = ["-timeout_error", "-default_behaviors", "all,-abortunexp"];
    await run("sipp", [`127.0.0.1:${kamailio.port}`, ...fixed, ...behaviour, ...words], {
      cwd: folder,
      maxBuffer: 1 << 26,
    });
    return { seconds: (performance.now() - started) / 1000, failed: 0, port };
  } catch (error) {
    // 1: at least one call has failed.
    const { code, stdout } = error as { code?: unknown; stdout?: string };
    const failed = /Failed call +\| +\d+ +\| +(\d+)/g;
    const counts = [...(stdout ?? "").matchAll(failed)].map(([, count]) => Number(count));
    if (code !== 1 || counts.length === 0) throw error;
    return { seconds: (performance.now() - started) / 1000, failed: counts.at(-1)!, port };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function steady(kamailio: BenchKamailio, rate: number, count: number) {
  await using capture = await startCapture(kamailio.port);
  // Unless told otherwise, sipp looks at its clock every 10 ms and sends what is due in one go.
  const words = ["-m", String(count), "-r", String(rate), "-timer_resol", "1"];
  const { port, failed } = await callThrough(kamailio, words);
  const delays = postDialDelays(await capture.end(), port, kamailio.port);
  if (delays.length < count * 0.95) throw new Error(`only ${delays.length} of ${count} calls captured`);
  return { failed, p50: median(delays), p99: percentile(delays, 0.99) };
}

async function fullLoad({ kamailio, answerer }: Side) {
  const words = ["-m", String(FULL_LOAD_CALLS), "-l", String(AT_ONCE), "-r", "4000"];
  const [own, evapi] = await kamailio.processes();
  const before = [cpuTime([...own, ...answerer()]), cpuTime(evapi)] as const;
  const { seconds, failed } = await callThrough(kamailio, words);
  const [cpu, evapiCpu] = [cpuTime([...own, ...answerer()]) - before[0], cpuTime(evapi) - before[1]];
  const perCall = 1e6 / FULL_LOAD_CALLS;
  return { failed, callsPerSecond: FULL_LOAD_CALLS / seconds, cpu: cpu * perCall, evapiCpu: evapiCpu * perCall };
}

/** One after the other, so that the figures that are compared were taken within seconds. */
async function measure(sides: readonly Side[]): Promise<void> {
  const measured = new Map(sides.map((side) => [side, { failed: 0, p50: [] as number[], p99: [] as number[] }]));
  for (const [rate, count] of STEADY) {
    for (const side of sides) {
      const { failed, p50, p99 } = await steady(side.kamailio, rate, count);
      const figures = measured.get(side)!;
      figures.failed += failed;
      figures.p50.push(p50);
      figures.p99.push(p99);
    }
  }
  for (const side of sides) {
    const { failed, ...full } = await fullLoad(side);
    const figures = measured.get(side)!;
    side.rounds.push({ ...figures, ...full, failed: figures.failed + failed });
  }
}

/** The median over rounds of a figure, or of its difference or ratio to the same round of another side. */
const over = (side: Side, figure: (round: Round, at: number) => number): number => median(side.rounds.map(figure));

function lineOf(side: Side, bare: Side): string {
  const ms = (value: number): string => value.toFixed(2);
  const steadyText = STEADY.map(([rate], at) => {
    const added = over(side, (round, r) => round.p50[at]! - bare.rounds[r]!.p50[at]!);
    return `${rate}/s p50 ${ms(over(side, (round) => round.p50[at]!))} (${added < 0 ? "" : "+"}${ms(added)}) p99 ${ms(over(side, (round) => round.p99[at]!))} ms`;
  });
  const ratio = over(side, (round, r) => round.callsPerSecond / bare.rounds[r]!.callsPerSecond);
  const failed = side.rounds.reduce((sum, round) => sum + round.failed, 0);
  const rate = over(side, (round) => round.callsPerSecond).toFixed(0);
  const cpu = [over(side, (round) => round.cpu), over(side, (round) => round.evapiCpu)].map((us) => us.toFixed(0));
  return `${side.name.padEnd(28)} ${steadyText.join("  ")}  ${rate} calls/s (×${ratio.toFixed(2)})  ${cpu[0]} µs of processor a call, ${cpu[1]} of them in evapi's process  ${failed} failed`;
}

async function startEcho(port: number): Promise<ChildProcess> {
  const echo = spawn(process.execPath, [join(import.meta.dirname, "calls-echo.ts"), String(port)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(echo.stdout, "data");
  return echo;
}

export async function benchCalls(): Promise<readonly string[]> {
  const carrier = await startSippCarrier("quiet");
  const kamailios: BenchKamailio[] = [];
  const start = async (side: BenchSide, answerer: () => readonly number[] = () => []): Promise<Side> => {
    const kamailio = await startBenchKamailio(side, carrier.port);
    kamailios.push(kamailio);
    return { name: NAMES[side], kamailio, answerer, rounds: [] };
  };
  let echo: ChildProcess | undefined;
  let service: Awaited<ReturnType<typeof startService>> | undefined;
  try {
    const sides = [
      await start("RELAY"),
      await start("FIXED"),
      await start("BARE", () => [echo!.pid!]),
      await start("CALLAS", () => [service!.pid()]),
    ];
    const [, , bare, callas] = sides as [Side, Side, Side, Side];
    echo = await startEcho(bare.kamailio.evapiPort);
    service = await startService([`127.0.0.1:${callas.kamailio.evapiPort}`]);
    await loadCompany(service.client, "bench", benchCompany(500));
    await eventually("the connection", async () =>
      (await service!.metric("callas_kamailio_connected")) === 1 ? true : undefined,
    );
    for (const { kamailio } of sides) await callThrough(kamailio, ["-m", "500", "-r", "500"]);
    const load: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      // Who goes first changes from round to round, and so does who comes after whom.
      const turned = sides.map((_, at) => sides[(at + round) % sides.length]!);
      await measure(round % 2 === 0 ? turned : turned.toReversed());
      load.push(loadavg()[0]!);
    }
    const asked = await callas.kamailio.counter("asked");
    const answered = await callas.kamailio.counter("answered");
    const away = await callas.kamailio.counter("away");
    return [
      `${ROUNDS} rounds, load ${Math.min(...load).toFixed(1)} to ${Math.max(...load).toFixed(1)}; in brackets what is added to the bare question, the median of the rounds`,
      ...sides.map((side) => lineOf(side, bare)),
      `added by Callas at ${STEADY[1]![0]}/s, by rounds: ${callas.rounds.map((round, r) => (round.p50[1]! - bare.rounds[r]!.p50[1]!).toFixed(2)).join(" ")} ms`,
      `calls/s of Callas to those of the bare question: ${callas.rounds.map((round, r) => (round.callsPerSecond / bare.rounds[r]!.callsPerSecond).toFixed(2)).join(" ")}`,
      `Callas decided ${answered} of ${asked + away} calls in time`,
    ];
  } finally {
    await service?.stop();
    if (echo !== undefined) await end(echo, "SIGTERM");
    for (const kamailio of kamailios) await kamailio.stop();
    await carrier.stop();
  }
}
