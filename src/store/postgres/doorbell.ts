/**
 * Tells other processes on the database that something was written, and hears it from them. It only brings their next
 * look at the head forward (watch-head.ts): what is lost on the way, they see when they look.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";

export type Doorbell = Readonly<{
  /** To be called after each write that was committed; what is committed together rings once. */
  ring: () => void;
  close: () => Promise<void>;
}>;

export type DoorbellOptions = Readonly<{
  /** `postgres://…` */
  url: string;
  /** Called when another process may have written. */
  heard: () => void;
  /** Called with what keeps this one from hearing: not again before it has heard. */
  failed: (error: unknown) => void;
}>;

const CHANNEL = "callas_written";

/** In the database's list of connections. */
export const DOORBELL_NAME = "callas doorbell";

/** A server that does not answer for this long is away. */
const SILENCE_MS = 10_000;

/** How long the network may be silent before the operating system asks whether the server is still there. */
const KEEP_ALIVE_MS = 10_000;

/** Some databases never let anybody listen. Chance may add half of it. */
const LEAST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;

/** How long the connection may take to end. */
const END_MS = 1000;

/** Returns at once, and listens again whenever its connection is lost. */
export function openDoorbell({ url, heard, failed }: DoorbellOptions): Doorbell {
  const end = new AbortController();
  let listening: Readonly<{ client: Client; lost: (error: unknown) => void }> | null = null;
  let isDue = false;
  let isRinging = false;
  let hasFailed = false;
  let pause = LEAST_PAUSE_MS;

  /** Rejects with what ended the connection; resolves at the end. */
  async function listen(): Promise<void> {
    const client = new Client({
      connectionString: url,
      application_name: DOORBELL_NAME,
      connectionTimeoutMillis: SILENCE_MS,
      query_timeout: SILENCE_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    });
    const { promise: ended, resolve, reject: lost } = Promise.withResolvers<void>();
    // It may be lost before anybody waits for it.
    ended.catch(() => {});
    client.on("error", lost);
    client.once("end", () => lost(new Error("The connection was lost.")));
    const stop = () => resolve();
    end.signal.addEventListener("abort", stop);
    try {
      await Promise.race([client.connect(), ended]);
      const own = await Promise.race([listenOn(client), ended]);
      if (end.signal.aborted) return;
      client.on("notification", ({ processId }) => {
        if (processId !== own) heard();
      });
      listening = { client, lost };
      [hasFailed, pause] = [false, LEAST_PAUSE_MS];
      // Others may have rung before.
      heard();
      await ended;
    } finally {
      listening = null;
      end.signal.removeEventListener("abort", stop);
      // A network that is silent delivers no end.
      await Promise.race([client.end().catch(() => {}), sleep(END_MS, undefined, { ref: false })]);
    }
  }

  async function run(): Promise<void> {
    while (!end.signal.aborted)
      try {
        await listen();
      } catch (error) {
        if (end.signal.aborted) return;
        if (error instanceof Pooled) pause = LONGEST_PAUSE_MS;
        if (!hasFailed) failed(error);
        hasFailed = true;
        await sleep(pause * (1 + Math.random() / 2), undefined, { signal: end.signal, ref: false }).catch(() => {});
        pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
      }
  }

  /**
   * In a transaction of its own: a NOTIFY holds a lock of the whole server until its transaction is committed, and a
   * database that does not know it would give up the save.
   */
  async function ringNow(): Promise<void> {
    isRinging = true;
    // What is committed together is reported in one turn.
    await Promise.resolve();
    for (;;) {
      const through = listening;
      if (!isDue || through === null) break;
      isDue = false;
      try {
        await through.client.query("SELECT pg_notify($1, '')", [CHANNEL]);
      } catch (error) {
        through.lost(error);
        break;
      }
    }
    isDue = false;
    isRinging = false;
  }

  const running = run();
  return {
    ring() {
      isDue = true;
      if (!isRinging) void ringNow();
    },
    async close() {
      end.abort();
      await running;
    },
  };
}

/** A connection of the server goes from client to client, and with it what one of them listens to. */
class Pooled extends Error {
  override readonly name = "Pooled";
}

/**
 * @returns the process of the server, from which come what this connection has sent itself
 * @throws Pooled before anything is left behind on a connection that others get
 */
async function listenOn(client: Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  const { pid } = rows[0]!;
  if (pid !== greetedBy(client))
    throw new Pooled("A connection pool such as PgBouncer answers at this address, not PostgreSQL itself.");
  await client.query(`LISTEN ${CHANNEL}`);
  return pid;
}

/** The process that the greeting named (BackendKeyData); a pool makes one up. The types of pg leave it out. */
const greetedBy = (client: Client) => (client as Client & Readonly<{ processID: number | null }>).processID;
