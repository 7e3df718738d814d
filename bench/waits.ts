/** How long calls of one company wait while another, with 100,000 people, is saved, checked, read and backed up. */
import { Worker } from "node:worker_threads";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { percentile } from "./pairs.ts";
import { startBenchService } from "./service.ts";

const PEOPLE = 100_000;

const employee = (at: number, name = `Employee ${at}`) => ({
  id: `e${at}`,
  name,
  extension: String(100_000 + at),
  lines: [{ id: `line-${at}`, device: "desk_phone" }],
});

const directory = (name?: string) => ({
  numbers: Array.from({ length: 10 }, (_, at) => ({ number: `+37517300000${at}` })),
  employees: Array.from({ length: PEOPLE }, (_, at) => employee(at, at === 7 ? name : undefined)),
  departments: [{ id: "all", name: "All", members: Array.from({ length: PEOPLE }, (_, at) => `e${at}`) }],
});

const outgoing = {
  main: "+375173000000",
  personal: Array.from({ length: 1000 }, (_, at) => ({
    number: `+37517300000${at % 10}`,
    employee: `e${at}`,
    device: "any",
  })),
  regional: [{ number: "+375173000001", country: "DE" }],
  priority: "regional",
};

export async function benchWaits(): Promise<readonly string[]> {
  const service = await startBenchService();
  const calls = new Worker(new URL("waiting-calls.ts", import.meta.url), {
    workerData: { url: service.url, key: service.key },
  });
  const times = async (): Promise<readonly number[]> => {
    calls.postMessage("times", []);
    const [answered] = (await once(calls, "message")) as [readonly number[]];
    return answered;
  };
  const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    const started = performance.now();
    const answer = await fetch(`${service.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${service.key}`, ...headers },
      ...text,
    });
    const bytes = (await answer.arrayBuffer()).byteLength;
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
    return { seconds: (performance.now() - started) / 1000, bytes };
  };
  const huge = "/companies/huge";
  const works: readonly [name: string, work: () => Promise<{ seconds: number }>][] = [
    ["nothing", () => delay(3000, { seconds: 3 })],
    ["directory saved the first time", () => send("PUT", `${huge}/directory`, directory())],
    ["directory saved, one name changed", () => send("PUT", `${huge}/directory`, directory("Somebody Else"))],
    ["directory saved, nothing changed", () => send("PUT", `${huge}/directory`, directory("Somebody Else"))],
    ["label of a number saved", () => send("PATCH", `${huge}/numbers/%2B375173000003`, { label: "Label" })],
    ["directory checked", () => send("POST", `${huge}/directory/check`, directory())],
    ["outgoing numbers checked", () => send("POST", `${huge}/outgoing-numbers/check`, outgoing)],
    [
      "outgoing numbers saved",
      async () => {
        const current = await fetch(`${service.url}/api/v1${huge}/outgoing-numbers`, {
          headers: { authorization: `Bearer ${service.key}` },
        });
        await current.arrayBuffer();
        return send("PUT", `${huge}/outgoing-numbers`, outgoing, { "if-match": current.headers.get("etag")! });
      },
    ],
    ["directory read", () => send("GET", `${huge}/directory`)],
    ["history read", () => send("GET", `${huge}/history`)],
    ["backup", () => send("GET", "/backup")],
  ];
  try {
    await send("PUT", huge, { name: "Huge", country: "BY" });
    const lines: string[] = [];
    for (const [name, work] of works) {
      await times();
      const { seconds } = await work();
      const waited = await times();
      const ms = (value: number) => `${value.toFixed(1)} ms`;
      lines.push(
        `${name} (${seconds.toFixed(1)} s): ${waited.length} decisions, p99 ${ms(percentile(waited, 0.99))}, worst ${ms(Math.max(...waited))}`,
      );
    }
    return lines;
  } finally {
    calls.postMessage("stop", []);
    await service.stop();
  }
}
