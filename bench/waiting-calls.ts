/** A thread that asks for a decision every two milliseconds and reports how long the answers took. */
import { Agent, request } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";

const { url, key } = workerData as Readonly<{ url: string; key: string }>;
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const body = JSON.stringify({ company: "bench", line: "line-1", dialled: "8 029 1000037" });
let times: number[] = [];
const asking = new AbortController();

/** The times since the last question, in milliseconds. */
parentPort!.on("message", (message: "times" | "stop") => {
  if (message === "stop") {
    asking.abort();
    agent.destroy();
    parentPort!.close();
    return;
  }
  parentPort!.postMessage(times, []);
  times = [];
});

function ask(): void {
  const started = performance.now();
  const headers = { authorization: `Bearer ${key}`, "content-length": Buffer.byteLength(body) };
  request(`${url}/api/v1/decisions`, { method: "POST", agent, headers }, (response) => {
    response.resume().on("end", () => {
      if (response.statusCode !== 200) throw new Error(`a decision was answered ${response.statusCode}`);
      times.push(performance.now() - started);
    });
  })
    .on("error", () => {})
    .end(body);
}

while (!asking.signal.aborted) {
  ask();
  await delay(2);
}
