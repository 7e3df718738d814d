/** PgBouncer in transaction mode in front of a server of a test. */
import { spawn } from "node:child_process";
import { chown, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { end, endWithUs } from "./end.ts";
import { PORT, serverIdentity, type Postgres } from "./postgres.ts";

const BOUNCER_PORT = 6432;

/** Connections to the server: fewer than Callas opens, so that transactions really change connections. */
export const BOUNCER_POOL = 3;

export type PgBouncer = Readonly<{ url: (database: string) => string; remove: () => Promise<void> }>;

export async function startPgBouncer(server: Postgres): Promise<PgBouncer> {
  const folder = await mkdtemp(join(tmpdir(), "callas-bouncer-"));
  const identity = serverIdentity();
  if (identity.uid !== undefined && identity.gid !== undefined) await chown(folder, identity.uid, identity.gid);
  const file = join(folder, "pgbouncer.ini");
  const settings = [
    "[databases]",
    `* = host=${server.folder} port=${PORT} user=callas`,
    "[pgbouncer]",
    "pool_mode = transaction",
    `default_pool_size = ${BOUNCER_POOL}`,
    "auth_type = any",
    "listen_addr =",
    `listen_port = ${BOUNCER_PORT}`,
    `unix_socket_dir = ${folder}`,
  ];
  await writeFile(file, `${settings.join("\n")}\n`);
  const bouncer = spawn("/usr/sbin/pgbouncer", [file], { ...identity, stdio: ["ignore", "ignore", "pipe"] });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let said = "";
  bouncer.stderr.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-10_000);
    if (said.includes("process up")) resolve();
  });
  bouncer.once("error", reject);
  bouncer.once("exit", () => reject(new Error(`PgBouncer did not start: ${said}`)));
  endWithUs(bouncer);
  await promise;
  return {
    url: (database) => `postgres:///${database}?host=${encodeURIComponent(folder)}&port=${BOUNCER_PORT}&user=callas`,
    async remove() {
      await end(bouncer, "SIGINT");
      await rm(folder, { recursive: true, force: true });
    },
  };
}
