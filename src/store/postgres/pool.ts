/** Connections whose use is limited in time: whatever happens to the network or the server, the caller gets an answer. */
import { Pool, types, type PoolClient, type QueryResult } from "pg";
import type { PostgresPool, PostgresPoolClient } from "kysely";
import { isGoingAway, isReadOnly, PostgresFault } from "./faults.ts";

/** How long the network may be silent before the operating system asks whether the server is still there. */
const KEEP_ALIVE_MS = 10_000;

const INT8: number = types.builtins.INT8;

/**
 * @param connections the most at once
 * @param connectMilliseconds how long connecting may take, where nothing else limits it
 */
export function openPool(url: string, connections: number, connectMilliseconds = 0): Pool {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: connectMilliseconds,
    application_name: "callas",
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    types: {
      getTypeParser: (type: number, format) => (type === INT8 ? exactly : types.getTypeParser(type, format)),
    },
  });
  // An unused connection was lost: the pool has removed it, and opens another when it needs one.
  pool.on("error", () => {});
  return pool;
}

/** Revisions and counters: numbers that JavaScript can hold exactly. */
function exactly(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large to be read exactly`);
  return value;
}

/**
 * The pool as Kysely uses it. A connection that is used for longer is closed: its transaction never commits.
 * @param milliseconds for a single statement or a transaction, from the request for a connection until its release
 */
export function leased(pool: Pool, milliseconds: number): PostgresPool {
  return {
    options: {},
    end: () => pool.end(),
    async connect() {
      const until = performance.now() + milliseconds;
      return lease(await connectWithin(pool, milliseconds), until) as unknown as PostgresPoolClient;
    },
  };
}

async function connectWithin(pool: Pool, milliseconds: number): Promise<PoolClient> {
  const connecting = pool.connect();
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(reject, milliseconds, new PostgresFault("No connection in time.", null, null));
  try {
    return await Promise.race([connecting, late]);
  } catch (error) {
    // A connection that comes late is of use to the next.
    connecting.then(
      (client) => client.release(),
      () => {},
    );
    throw PostgresFault.of(error, "connect");
  } finally {
    clearTimeout(timer);
  }
}

/** The overload for cursors is left out: nothing is read through them. */
type Client = Readonly<{
  query: (text: string, values: readonly unknown[]) => Promise<QueryResult>;
  release: (discard?: boolean) => void;
}>;

function lease(client: PoolClient, until: number): Client {
  let isUsable = true;
  const lost = () => (isUsable = false);
  const timer = setTimeout(
    () => {
      isUsable = false;
      void client.end();
    },
    Math.max(0, until - performance.now()),
  );
  client.on("error", lost);
  return {
    async query(text, values) {
      try {
        return await client.query(text, values.map(storable));
      } catch (error) {
        const fault = PostgresFault.of(error, "query");
        // A server that has become a standby, or that is shutting down, is of no more use.
        if (fault.state === null || isReadOnly(fault) || isGoingAway(fault)) isUsable = false;
        throw fault;
      }
    },
    release(discard) {
      clearTimeout(timer);
      client.off("error", lost);
      client.release(discard === true || !isUsable);
    },
  };
}

/** PostgreSQL's text cannot hold U+0000. */
const storable = (value: unknown) => (typeof value === "string" ? value.replaceAll("\0", "\ufffd") : value);
