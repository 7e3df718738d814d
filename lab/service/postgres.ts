/** A PostgreSQL server for a test, in a folder and with a socket of its own; the system's is left alone. */
import { execFile, execFileSync, spawn, type ChildProcess } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { appendFile, chmod, chown, mkdtemp, rm } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { end, endWithUs } from "./end.ts";

const execute = promisify(execFile);

const DEBIAN = "/usr/lib/postgresql";

export type Postgres = Readonly<{
  /** Where the socket is, named after {@link PORT}. */
  folder: string;
  url: (database: string) => string;
  /** Creates an empty database. */
  create: (database: string) => Promise<void>;
  drop: (database: string) => Promise<void>;
  /** Runs a program of PostgreSQL against this server. */
  run: (program: string, ...words: string[]) => Promise<void>;
  start: () => Promise<void>;
  /** @param signal SIGINT shuts down; SIGQUIT ends it as a crash does */
  stop: (signal: "SIGINT" | "SIGQUIT") => Promise<void>;
  /** Stops it and removes its folder. */
  remove: () => Promise<void>;
}>;

/** Only a part of the socket's name. */
export const PORT = 5432;

/** @param settings lines of postgresql.conf */
export async function startPostgres(settings: readonly string[] = ["fsync = off"]): Promise<Postgres> {
  const folder = await serverFolder();
  const data = join(folder, "data");
  // With a locale whose order is not that of the bytes.
  const locale = ["--locale=C", "--locale-provider=icu", "--icu-locale=en-US"];
  await execute(program("initdb"), ["-D", data, "-U", "callas", "-A", "trust", "-E", "UTF8", "--no-sync", ...locale], {
    ...serverIdentity(),
    cwd: folder,
  });
  await configure(data, ["listen_addresses = ''", `unix_socket_directories = '${folder}'`, ...settings]);
  return await serve(folder, data);
}

/** A standby of the server, which follows it. */
export async function startStandby(primary: Postgres): Promise<Postgres & Readonly<{ promote: () => Promise<void> }>> {
  const folder = await serverFolder();
  const data = join(folder, "data");
  await execute(
    program("pg_basebackup"),
    ["-D", data, "-R", "-X", "stream", "-c", "fast", "-h", primary.folder, "-p", String(PORT), "-U", "callas"],
    { ...serverIdentity(), cwd: folder },
  );
  await configure(data, [`unix_socket_directories = '${folder}'`]);
  const standby = await serve(folder, data);
  return {
    ...standby,
    promote: async () => {
      await execute(program("pg_ctl"), ["promote", "-w", "-D", data], { ...serverIdentity(), cwd: folder });
    },
  };
}

async function serve(folder: string, data: string): Promise<Postgres> {
  let server: ChildProcess | null = null;
  const run = async (name: string, ...words: string[]) => {
    await execute(program(name), ["-h", folder, "-p", String(PORT), "-U", "callas", ...words]);
  };
  const start = async () => {
    server = await started(folder, data);
  };
  const stop = async (signal: "SIGINT" | "SIGQUIT") => {
    if (server !== null) await end(server, signal);
  };
  await start();
  return {
    folder,
    url: (database) => `postgres:///${database}?host=${encodeURIComponent(folder)}&port=${PORT}&user=callas`,
    create: (database) => run("createdb", "--template=template0", database),
    drop: (database) => run("dropdb", "--force", database),
    run,
    start,
    stop,
    remove: async () => {
      await stop("SIGINT");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function started(folder: string, data: string): Promise<ChildProcess> {
  const server = spawn(program("postgres"), ["-D", data, "-p", String(PORT)], {
    ...serverIdentity(),
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let said = "";
  server.stderr.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-10_000);
    if (/ready to accept (read-only )?connections/.test(said)) resolve();
  });
  server.once("exit", () => reject(new Error(`PostgreSQL did not start: ${said}`)));
  endWithUs(server);
  await promise;
  return server;
}

const configure = (data: string, lines: readonly string[]) =>
  appendFile(join(data, "postgresql.conf"), `${lines.join("\n")}\n`);

async function serverFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "callas-pg-"));
  const { uid, gid } = serverIdentity();
  if (uid !== undefined && gid !== undefined) await chown(folder, uid, gid);
  await chmod(folder, 0o700);
  return folder;
}

/** PostgreSQL refuses to run as root. */
export function serverIdentity(): Readonly<{ uid?: number; gid?: number }> {
  if (userInfo().uid !== 0) return {};
  const idOf = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: idOf("-u"), gid: idOf("-g") };
}

/** The newest that Debian has installed, or the one in the PATH. */
function program(name: string): string {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions.map((version) => join(DEBIAN, version, "bin", name)).find(existsSync);
  return found ?? name;
}
