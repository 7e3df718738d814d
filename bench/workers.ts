/** Decisions over HTTP with two workers on one port compared with one process: processor time of each, and the rate. */
import { childrenOf, cpuTime } from "./cpu-time.ts";
import { httpLoad } from "./http.ts";
import { compare, median } from "./pairs.ts";
import { startBenchService } from "./service.ts";

const SECONDS = 4;

export async function benchWorkers(): Promise<readonly string[]> {
  const services = [await startBenchService({ CALLAS_WORKERS: "2" }), await startBenchService()] as const;
  try {
    const rates = services.map(() => [] as number[]);
    /** In µs for each decision, the thread that accepts connections included. */
    const measure = (at: 0 | 1) => () => {
      const { pid, url, key } = services[at];
      const pids = [pid, ...childrenOf(pid)];
      const before = cpuTime(pids);
      const rate = httpLoad(url, key, SECONDS);
      rates[at]!.push(rate);
      return ((cpuTime(pids) - before) / (rate * SECONDS)) * 1e6;
    };
    const { ours, baseline, ratio, ratios } = await compare(measure(0), measure(1));
    const [two, one] = rates.map((all) => `${(median(all) / 1000).toFixed(1)} k/s`);
    return [
      `processor time of a decision: two workers ${ours.toFixed(1)} µs, one process ${baseline.toFixed(1)} µs, ratio ${ratio.toFixed(2)} (at most 1.1)`,
      `ratios: ${ratios.map((one) => one.toFixed(2)).join(" ")}`,
      `rate, with wrk on the same cores: ${two}, ${one}`,
    ];
  } finally {
    await Promise.all(services.map((service) => service.stop()));
  }
}
