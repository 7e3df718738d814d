/** Starts the small office of pbx/asterisk/example on loopback, with its own settings. */
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { eventually } from "../eventually.ts";
import { end, hasEnded } from "../service/end.ts";
import { asteriskFolder } from "./asterisk-folder.ts";
import { freePort } from "./ports.ts";
import type { Subscriber } from "./kamailio.ts";

/** Sections of office.conf by their headings, each a list of lines. */
export type Office = Readonly<Record<string, readonly string[]>>;

export type Asterisk = Readonly<{
  port: number;
  /** Changes a value in the section [office]: the dialplan reads it at the next call. */
  set: (name: string, value: string) => Promise<void>;
  /** What a command of its console prints. */
  command: (text: string) => Promise<string>;
  log: () => string;
  stop: () => Promise<void>;
}>;

export type AsteriskSettings = Readonly<{
  /** Of office.conf, apart from the transport and the phones. */
  office: Office;
  subscribers: readonly Subscriber[];
  /** Where it listens; by default, on a free port. */
  port?: number;
  /** How long a call waits for Callas, in seconds, instead of what the example says. */
  wait?: number;
  /** Further configuration files, by name; one that exists is replaced. */
  files?: Readonly<Record<string, string>>;
}>;

const source = join(import.meta.dirname, "../../pbx/asterisk");
const run = promisify(execFile);

/** Modules of the stock configuration that listen on ports of their own, or complain that nothing is set for them. */
const UNUSED =
  "chan_iax2 chan_unistim chan_mgcp chan_skinny chan_ooh323 pbx_dundi " +
  "app_voicemail_odbc app_voicemail_imap res_hep res_hep_pjsip res_hep_rtcp res_config_ldap " +
  "cdr_csv cdr_radius cdr_pgsql cdr_tds cdr_custom cdr_sqlite3_custom cel_radius cel_pgsql cel_tds cel_custom cel_sqlite3_custom pbx_ael";

/** For calls that do not test timing: on a busy machine, a late answer must not trigger the fallback. */
export const PATIENT_SECONDS = 30;

export async function startAsterisk({
  office,
  subscribers,
  files = {},
  ...options
}: AsteriskSettings): Promise<Asterisk> {
  const { root, libraries, loader } = await asteriskFolder();
  const folder = await mkdtemp(join(tmpdir(), "callas-asterisk-"));
  const etc = join(folder, "etc");
  const port = options.port ?? (await freePort());
  for (const name of ["run", "log", "spool", "db"]) await mkdir(join(folder, name));
  await cp(join(root, "etc/asterisk"), etc, { recursive: true });
  await cp(join(source, "callas.conf"), join(etc, "callas.conf"));
  await cp(join(source, "example"), etc, { recursive: true });
  const data = join(root, "usr/share/asterisk");
  const conf = join(etc, "asterisk.conf");
  await write(conf, [
    "[directories]",
    `astetcdir => ${etc}`,
    `astmoddir => ${join(libraries, "asterisk/modules")}`,
    `astvarlibdir => ${data}`,
    `astdatadir => ${data}`,
    `astkeydir => ${data}`,
    `astdbdir => ${join(folder, "db")}`,
    `astspooldir => ${join(folder, "spool")}`,
    `astrundir => ${join(folder, "run")}`,
    `astlogdir => ${join(folder, "log")}`,
  ]);
  await write(join(etc, "logger.conf"), ["[general]", "[logfiles]", "console => notice,warning,error"]);
  const modules = await readFile(join(etc, "modules.conf"), "utf8");
  const noload = UNUSED.split(" ")
    .map((name) => `noload => ${name}.so`)
    .join("\n");
  await writeFile(join(etc, "modules.conf"), modules.replace("[modules]", `[modules]\n${noload}`));
  const all: Office = {
    ...office,
    "udp](transport)": [`bind=127.0.0.1:${port}`],
    global: ["type=global", "endpoint_identifier_order=ip,username,auth_username", `default_realm=${REALM}`],
    ...Object.fromEntries(subscribers.map(phoneSection)),
  };
  const settings = { ...all };
  const writeOffice = (): Promise<void> => writeFile(join(etc, "office.conf"), officeText(settings));
  await writeOffice();
  for (const [name, text] of Object.entries(files)) await writeFile(join(etc, name), text);

  if (options.wait !== undefined) {
    const path = join(etc, "callas-settings.conf");
    const text = await readFile(path, "utf8");
    if (!text.includes("CALLAS_WAIT=0.3)")) throw new Error("callas-settings.conf has no CALLAS_WAIT");
    await writeFile(path, text.replace("CALLAS_WAIT=0.3)", `CALLAS_WAIT=${options.wait})`));
  }

  const words = ["--library-path", libraries, join(root, "usr/sbin/asterisk"), "-C", conf];
  const command = async (text: string): Promise<string> => (await run(loader, [...words, "-rx", text])).stdout;
  const output: string[] = [];
  const log = (): string => output.join("");
  const child: ChildProcess = spawn(loader, [...words, "-f"], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  child.stdout?.on("data", (chunk: Buffer) => output.push(chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => output.push(chunk.toString()));
  const stop = async (): Promise<void> => {
    await end(child, "SIGKILL");
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await eventually("Asterisk's start", async () => {
      if (hasEnded(child)) throw new Error(`Asterisk did not start:\n${log()}`);
      const answer = await command("core waitfullybooted").catch(() => "");
      return answer.includes("fully booted") ? true : undefined;
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    port,
    async set(name, value) {
      const lines = (settings["office"] ?? []).filter((line) => !line.startsWith(`${name}=`));
      settings["office"] = [...lines, `${name}=${value}`];
      await writeOffice();
    },
    command,
    log,
    stop,
  };
}

/** What Asterisk asks for a password in; a phone's domain is its realm. */
export const REALM = "pbx.example";

const write = (path: string, lines: readonly string[]): Promise<void> => writeFile(path, `${lines.join("\n")}\n`);

function phoneSection({ line, extension, password }: Subscriber): [string, readonly string[]] {
  const callerId = extension === undefined ? [] : [`endpoint/callerid=Phone of ${line} <${extension}>`];
  return [`${line}](phone)`, [`inbound_auth/username=${line}`, `inbound_auth/password=${password}`, ...callerId]];
}

function officeText(sections: Office): string {
  const text = Object.entries(sections).map(
    ([heading, lines]) => `[${heading}${heading.includes("]") ? "" : "]"}\n${lines.join("\n")}\n`,
  );
  return ["#include pjsip_templates.conf\n", ...text].join("\n");
}
