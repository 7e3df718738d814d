/** Saves of 16 clients to PostgreSQL: in one process, which commits together what waits, and each alone. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sampleCompany } from "../lab/companies/sample-company.ts";
import { authorNamed } from "../lab/principals.ts";
import { startPostgres, type Postgres } from "../lab/service/postgres.ts";
import { openPostgresStore } from "../src/store/postgres/postgres.ts";
import type { Store } from "../src/store/store.ts";
import { compare, median, percentile } from "./pairs.ts";

const CLIENTS = 16;
const SAVES = 20;

/** What is slow is measured, not given up. */
const PATIENCE_MS = 60_000;

const record = { author: authorNamed("bench"), action: "outgoing-numbers.put" };

/** About 3 kB of outgoing numbers. */
const bench = (client: number) => {
  const numbers = Array.from({ length: 10 }, (_, at) => `+3751711${client + 10}${100 + at}`);
  return sampleCompany({
    company: { name: "Bench", areaCode: "17" },
    numbers,
    employees: [{ id: "ivan", name: "Ivan", extension: "201", lines: "desk_phone ivan-desk" }],
    regional: Array.from({ length: 60 }, (_, at) => ({ number: numbers[at % 10]!, prefix: `+49${1000 + at}` })),
  });
};

const companies = Array.from({ length: CLIENTS }, (_, client) => bench(client));

export async function benchPostgres(): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), "callas-postgres-"));
  const server = await startPostgres([]);
  try {
    await server.create("bench");
    return await benchOn(server, join(folder, "secret"));
  } finally {
    await server.remove();
    rmSync(folder, { recursive: true });
  }
}

async function benchOn(server: Postgres, secretFile: string): Promise<readonly string[]> {
  const open = () => openPostgresStore({ url: server.url("bench"), secretFile, saveMilliseconds: PATIENCE_MS });
  const shared = await open();
  const alone = await Promise.all(companies.map(open));
  try {
    for (const [client, { company, directory }] of companies.entries())
      await shared.writeCompany(`c${client}`, record, async (draft) => {
        draft.put("company", company);
        draft.put("directory", directory);
      });
    const times: number[] = [];
    const [together, oneByOne] = [processorTime(), processorTime()];
    const result = await compare(
      () =>
        together.of(() =>
          savesPerSecond(
            companies.map(() => shared),
            times,
          ),
        ),
      () => oneByOne.of(() => savesPerSecond(alone, [])),
    );
    const head = await shared.head();
    const { ok, rows } = await shared.verifyHistory(null);
    if (!ok || rows !== head) throw new Error(`${rows} rows of the history, ${head} revisions`);
    return [
      `saves of ${CLIENTS} clients committed together ${result.ours.toFixed(0)}/s, one by one ${result.baseline.toFixed(0)}/s, ratio ${result.ratio.toFixed(2)}`,
      `processor time of this process for a save: ${together.milliseconds().toFixed(2)} ms together, ${oneByOne.milliseconds().toFixed(2)} ms one by one`,
      `a save committed together: median ${median(times).toFixed(1)} ms, p99 ${percentile(times, 0.99).toFixed(1)} ms of ${times.length}; ${head} revisions without a gap`,
    ];
  } finally {
    await Promise.all([shared, ...alone].map((store) => store.close()));
  }
}

/** Without the server's: what a save costs even where the machine has other work. */
function processorTime() {
  let [used, saves] = [0, 0];
  return {
    async of<T>(work: () => Promise<T>): Promise<T> {
      const before = process.cpuUsage();
      const result = await work();
      const { user, system } = process.cpuUsage(before);
      used += user + system;
      saves += CLIENTS * SAVES;
      return result;
    },
    /** For each save. */
    milliseconds: () => used / 1000 / saves,
  };
}

let round = 0;

/** @param stores of the clients, in their order */
async function savesPerSecond(stores: readonly Store[], times: number[]): Promise<number> {
  round += 1;
  const started = performance.now();
  await Promise.all(stores.map((store, client) => save(store, client, times)));
  return (CLIENTS * SAVES) / ((performance.now() - started) / 1000);
}

async function save(store: Store, client: number, times: number[]): Promise<void> {
  const { directory, outgoingNumbers } = companies[client]!;
  for (let at = 0; at < SAVES; at++) {
    const main = directory.numbers[(at + round) % 10]!.number;
    const started = performance.now();
    const { revision } = await store.writeCompany(`c${client}`, record, async (draft) =>
      draft.put("outgoing-numbers", { ...outgoingNumbers, main }),
    );
    if (revision === null) throw new Error("nothing was saved");
    times.push(performance.now() - started);
  }
}
