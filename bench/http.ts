/** POST /api/v1/decisions compared with a bare node:http JSON echo, under load from wrk. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { startBenchService } from "./service.ts";
import { compare } from "./pairs.ts";

const ECHO_PORT = 18_491;
const SECONDS = 4;

const script = new URL("decisions.lua", import.meta.url).pathname;

/** Loads a service for some seconds. @returns decisions a second; throws if an answer is something else */
export function httpLoad(url: string, key: string, seconds: number): number {
  const words = ["-t1", "-c32", `-d${seconds}s`, "-s", script, url];
  const { stdout, status } = spawnSync("wrk", words, { encoding: "utf8", env: { ...process.env, BENCH_KEY: key } });
  const result = /requests\/s ([\d.]+) errors (\d+)/.exec(stdout);
  if (status !== 0 || !result) throw new Error(`wrk: ${stdout}`);
  if (result[2] !== "0") throw new Error(`${result[2]} answers were not decisions`);
  return Number(result[1]);
}

async function startEcho(): Promise<ChildProcess> {
  const echo = spawn(process.execPath, [new URL("http-echo.ts", import.meta.url).pathname, String(ECHO_PORT)]);
  await once(echo.stdout, "data");
  return echo;
}

export async function benchHttp(): Promise<readonly string[]> {
  const service = await startBenchService();
  const echo = await startEcho();
  try {
    const answer = await service.decide("line-1", "8 029 1000037");
    if (answer.callerId !== "+375171110000") throw new Error(`a wrong answer: ${JSON.stringify(answer)}`);
    const result = await compare(
      () => httpLoad(service.url, service.key, SECONDS),
      () => httpLoad(`http://127.0.0.1:${ECHO_PORT}`, service.key, SECONDS),
    );
    const thousand = (value: number) => `${(value / 1000).toFixed(1)} k/s`;
    return [
      `decisions over HTTP: ${thousand(result.ours)}, echo ${thousand(result.baseline)}, ratio ${result.ratio.toFixed(2)} (at least 0.7)`,
      `ratios: ${result.ratios.map((ratio) => ratio.toFixed(2)).join(" ")}`,
    ];
  } finally {
    echo.kill();
    await service.stop();
  }
}
