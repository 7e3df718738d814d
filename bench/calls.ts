/**
 * Real calls through Kamailio, with sipp on both sides: once asking Callas about each call, and as the baseline once
 * rewriting every call to a fixed number.
 */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { eventually } from "../lab/eventually.ts";
import { startKamailio, type Kamailio } from "../lab/calls/kamailio.ts";
import { freeUdpPort } from "../lab/calls/ports.ts";
import { startService } from "../lab/calls/callas.ts";
import { startCapture } from "../lab/calls/capture.ts";
import { loadCompany } from "../lab/companies/load-company.ts";
import { startSippCarrier } from "../lab/calls/sipp.ts";
import { benchCompany } from "./company.ts";
import { compare, median, percentile } from "./pairs.ts";
import { postDialDelays } from "./post-dial-delay.ts";

const CALLS = 4_000;
/** Simultaneous calls: enough to keep the machine busy, few enough to avoid retransmissions. */
const AT_ONCE = 200;
const STEADY_RATE = 500;
const STEADY_CALLS = 1_000;
const STEADY_PAIRS = 7;

const run = promisify(execFile);

/** Replaces the question to Callas with a fixed answer. */
function askNobody(callas: string): string {
  const question = /( {4}route\(CALLAS_NODE\);\n {4}if \(\$var\(node\) < 0\) \{\n)[\s\S]*?\n\}\n/;
  if (!question.test(callas)) throw new Error("callas.cfg has changed: the question is not where it was");
  return callas.replace(
    question,
    () => `    $var(rule) = "main";
    $var(kind) = "external";
    $var(caller_id) = "+375171110000";
    $var(e164) = "+" + $(rU{s.substr,3,0});
    $var(privacy) = 0;
    $var(extension) = "";
    $var(diversion) = "";
    route(CALLAS_CLEAN_DIALLED);
    route(CALLAS_APPLY);
    exit;
}
`,
  );
}

async function callThrough(kamailio: Kamailio, words: readonly string[]): Promise<{ seconds: number; port: number }> {
  const folder = await mkdtemp(join(tmpdir(), "callas-bench-phone-"));
  const port = await freeUdpPort();
  try {
    const started = performance.now();
    // sipp's exit code reports a failed call.
    await run(
      "sipp",
      [
        `127.0.0.1:${kamailio.port}`,
        "-sf",
        join(import.meta.dirname, "calls-phone.xml"),
        "-i",
        "127.0.0.1",
        "-p",
        String(port),
        "-nostdin",
        "-timeout",
        "60s",
        "-timeout_error",
        "-default_behaviors",
        "all,-abortunexp",
        ...words,
      ],
      { cwd: folder, maxBuffer: 1 << 26 },
    );
    return { seconds: (performance.now() - started) / 1000, port };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function throughput(kamailio: Kamailio): Promise<number> {
  const { seconds } = await callThrough(kamailio, ["-m", String(CALLS), "-l", String(AT_ONCE), "-r", "4000"]);
  return CALLS / seconds;
}

async function delays(kamailio: Kamailio): Promise<readonly number[]> {
  await using capture = await startCapture(kamailio.port);
  const { port } = await callThrough(kamailio, ["-m", String(STEADY_CALLS), "-r", String(STEADY_RATE)]);
  const measured = postDialDelays(await capture.end(), port);
  if (measured.length < STEADY_CALLS * 0.95)
    throw new Error(`only ${measured.length} of ${STEADY_CALLS} calls captured`);
  return measured;
}

export async function benchCalls(): Promise<readonly string[]> {
  const carrier = await startSippCarrier("quiet");
  const shared = { trunk: `127.0.0.1:${carrier.port}`, subscribers: [], main: join(import.meta.dirname, "calls.cfg") };
  const asking = await startKamailio(shared);
  const fixed = await startKamailio({ ...shared, edit: askNobody });
  const service = await startService([`127.0.0.1:${asking.evapiPort}`]);
  try {
    await loadCompany(service.client, "bench", benchCompany(500));
    await eventually("the connection", async () =>
      (await service.metric("callas_kamailio_connected")) === 1 ? true : undefined,
    );
    const calls = await compare(
      () => throughput(asking),
      () => throughput(fixed),
    );

    const added: { median: number; p99: number }[] = [];
    await delays(asking);
    await delays(fixed);
    for (let pair = 0; pair < STEADY_PAIRS; pair++) {
      const first = await delays(pair % 2 === 0 ? asking : fixed);
      const second = await delays(pair % 2 === 0 ? fixed : asking);
      const [ours, theirs] = pair % 2 === 0 ? [first, second] : [second, first];
      added.push({ median: median(ours) - median(theirs), p99: percentile(ours, 0.99) - percentile(theirs, 0.99) });
    }
    const [asked, answered] = [await asking.counter("asked"), await asking.counter("answered")];
    const away = await asking.counter("away");
    const ms = (value: number): string => `${value.toFixed(3)} ms`;
    return [
      `calls/s without a failed one: ${calls.ours.toFixed(0)} with Callas, ${calls.baseline.toFixed(0)} rewritten to a fixed number, ratio ${calls.ratio.toFixed(3)}`,
      `  pair by pair: ${calls.ratios.map((ratio) => ratio.toFixed(3)).join(" ")}`,
      `  Callas decided ${answered} of ${asked + away} calls, the fallback table the others`,
      `added post-dial delay at ${STEADY_RATE} calls/s: median ${ms(median(added.map((one) => one.median)))}, p99 ${ms(median(added.map((one) => one.p99)))}`,
    ];
  } finally {
    await service.stop();
    await asking.stop();
    await fixed.stop();
    await carrier.stop();
  }
}
