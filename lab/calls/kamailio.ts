/** Starts the small PBX of pbx/kamailio on loopback, with its own settings. */
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { end, hasEnded } from "../service/end.ts";
import { eventually } from "../eventually.ts";
import { freeTcpPort, freeUdpPort } from "./ports.ts";

export type Subscriber = Readonly<{
  line: string;
  company: string;
  domain: string;
  password: string;
  extension?: string;
}>;

export type Kamailio = Readonly<{
  port: number;
  evapiPort: number;
  /** The value of a counter of callas.cfg, by its name without the group. */
  counter: (name: string) => Promise<number>;
  /** The entry of the fallback table under a key of callas.cfg, as kamcmd prints it. */
  table: (key: string) => Promise<string | undefined>;
  log: () => string;
  /** Restarts it at the same address; it loses everything it had in memory. */
  restart: () => Promise<void>;
  stop: () => Promise<void>;
}>;

export type KamailioSettings = Readonly<{
  /** host:port of the carrier. */
  trunk: string;
  subscribers: readonly Subscriber[];
  /** Further values for callas-settings.cfg, in its syntax. */
  settings?: Readonly<Record<string, string | number>>;
  /** Another main file instead of kamailio.cfg, which includes the same files. */
  main?: string;
  /** Changes the text of callas.cfg, for a comparison. */
  edit?: (callas: string) => string;
}>;

/** For calls that do not test timing: on a busy machine, a late answer must not trigger the fallback. */
export const PATIENT = { CALLAS_WAIT: 30_000 } as const;

const source = join(import.meta.dirname, "../../pbx/kamailio");
const run = promisify(execFile);

export async function startKamailio(options: KamailioSettings): Promise<Kamailio> {
  const folder = await mkdtemp(join(tmpdir(), "callas-kamailio-"));
  await cp(source, folder, { recursive: true });
  const port = await freeUdpPort();
  const evapiPort = await freeTcpPort();
  if (options.main !== undefined) await cp(options.main, join(folder, "kamailio.cfg"));
  if (options.edit !== undefined) {
    const callas = join(folder, "callas.cfg");
    await writeFile(callas, options.edit(await readFile(callas, "utf8")));
  }
  await writeSettings(folder, "pbx-settings.cfg", {
    PBX_LISTEN: `udp:127.0.0.1:${port}`,
    PBX_TOPOLOGY_KEY: quoted("test key"),
    PBX_CTL: quoted(`unix:${folder}/ctl`),
  });
  await writeSettings(folder, "callas-settings.cfg", {
    CALLAS_LISTEN: quoted(`127.0.0.1:${evapiPort}`),
    CALLAS_TRUNK: quoted(options.trunk),
    CALLAS_CONTACT: quoted(`127.0.0.1:${port}`),
    CALLAS_DOMAIN: quoted("pbx.example"),
    CALLAS_TRUNK_IDENTITY: quoted("sip:trunk-4711@pbx.example"),
    ...options.settings,
  });
  await writeFile(join(folder, "subscribers.cfg"), subscribersFile(options.subscribers));

  const output: string[] = [];
  let child: ChildProcess;
  const log = (): string => output.join("");
  const command = async (...words: string[]): Promise<string | undefined> => {
    try {
      return (await run("kamcmd", ["-s", `unix:${folder}/ctl`, ...words])).stdout;
    } catch {
      return undefined;
    }
  };
  const start = async (): Promise<void> => {
    const started = spawn(
      "kamailio",
      ["-DD", "-E", "-m", "1024", "-f", join(folder, "kamailio.cfg"), "-P", join(folder, "pid"), "-Y", folder],
      { cwd: folder, stdio: ["ignore", "pipe", "pipe"] },
    );
    started.stdout.on("data", (chunk: Buffer) => output.push(chunk.toString()));
    started.stderr.on("data", (chunk: Buffer) => output.push(chunk.toString()));
    child = started;
    await eventually("Kamailio's start", async () => {
      if (hasEnded(started)) throw new Error(`Kamailio did not start:\n${log()}`);
      return command("core.uptime");
    });
  };
  const stop = async (): Promise<void> => {
    await end(child, "SIGTERM");
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await start();
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    port,
    evapiPort,
    log,
    async counter(name) {
      const answer = await command("cnt.get", "callas", name);
      const value = Number(answer?.trim());
      if (!Number.isInteger(value)) throw new Error(`no counter ${name}: ${answer}`);
      return value;
    },
    async table(key) {
      const answer = await command("htable.get", "callas", key);
      return answer === undefined || /^error: .*doesn't exist/.test(answer) ? undefined : answer;
    },
    async restart() {
      await end(child, "SIGTERM");
      await start();
    },
    stop,
  };
}

const quoted = (text: string): string => `"${text}"`;

/** Sets values in a file of `#!define NAME value` lines; a missing name is an error. */
async function writeSettings(
  folder: string,
  file: string,
  values: Readonly<Record<string, string | number>>,
): Promise<void> {
  const path = join(folder, file);
  let text = await readFile(path, "utf8");
  for (const [name, value] of Object.entries(values)) {
    const line = new RegExp(`^#!define ${name} .*$`, "m");
    if (!line.test(text)) throw new Error(`${file} has no ${name}`);
    text = text.replace(line, `#!define ${name} ${value}`);
  }
  await writeFile(path, text);
}

function subscribersFile(subscribers: readonly Subscriber[]): string {
  const lines = subscribers.flatMap(({ line, company, domain, password, extension }) => [
    `    $sht(company=>${domain}) = "${company}";`,
    `    $sht(ha1=>${line}@${domain}) = "${md5(`${line}:${domain}:${password}`)}";`,
    ...(extension === undefined ? [] : [`    $sht(line=>${company}:${extension}) = "${line}";`]),
  ]);
  return `event_route[htable:mod-init] {\n${lines.join("\n")}\n}\n`;
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
