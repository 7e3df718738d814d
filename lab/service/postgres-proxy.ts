/** A network between Callas and PostgreSQL, for tests that cut it. */
import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { join } from "node:path";
import { PORT, type Postgres } from "./postgres.ts";

/** What becomes of bytes on their way to the server: `lose_answer` delivers them, and cuts before the answer. */
export type Fate = "deliver" | "cut" | "lose_answer";

export type PostgresProxy = Readonly<{
  url: (database: string) => string;
  /** Decides about everything that is sent to the server from now on. */
  watch: (fate: (sent: string) => Fate) => void;
  /** Stops to deliver anything, without a word to either side. */
  freeze: () => void;
  /** Cuts what was frozen, and delivers again. */
  thaw: () => void;
  /** Connects to another server from now on. */
  turnTo: (server: Postgres) => void;
  close: () => Promise<void>;
}>;

export async function startProxy(server: Postgres): Promise<PostgresProxy> {
  let target = server;
  let fate: (sent: string) => Fate = () => "deliver";
  let isFrozen = false;
  const sockets = new Set<Socket>();
  const proxy = createServer((client) => {
    const upstream = connect(join(target.folder, `.s.PGSQL.${PORT}`));
    const cut = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", cut);
      socket.on("close", () => {
        sockets.delete(socket);
        cut();
      });
    }
    let isAnswered = true;
    client.on("data", (sent: Buffer) => {
      if (isFrozen) return;
      const decided = fate(sent.toString("latin1"));
      if (decided === "cut") return cut();
      if (decided === "lose_answer") isAnswered = false;
      upstream.write(sent);
    });
    upstream.on("data", (answer: Buffer) => {
      if (isFrozen) return;
      if (isAnswered) client.write(answer);
      else cut();
    });
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const { port } = proxy.address() as AddressInfo;
  const cutAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: (database) => `postgres://callas@127.0.0.1:${port}/${database}`,
    watch: (next) => (fate = next),
    freeze: () => (isFrozen = true),
    thaw() {
      cutAll();
      isFrozen = false;
    },
    turnTo: (next) => (target = next),
    async close() {
      proxy.close();
      cutAll();
      await once(proxy, "close");
    },
  };
}
