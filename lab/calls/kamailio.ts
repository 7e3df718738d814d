/** Starts the office of pbx/kamailio/example on loopback, with its own settings. */
import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runKamailio, type KamailioProcess } from "./kamailio-process.ts";
import { freePort } from "./ports.ts";
import { createTextTables } from "./tables.ts";

export type Subscriber = Readonly<{
  line: string;
  company: string;
  domain: string;
  password: string;
  extension?: string;
}>;

export type Kamailio = KamailioProcess & Readonly<{ port: number; evapiPort: number }>;

export type KamailioSettings = Readonly<{
  /** host:port of the carrier. */
  trunk: string;
  /** host:port of the carrier that takes what the first does not. */
  secondTrunk?: string;
  subscribers: readonly Subscriber[];
  /** Further values for settings.cfg, in its syntax. */
  settings?: Readonly<Record<string, string | number>>;
  /** Further lines for the tables of directory.cfg: table, key, value. */
  directory?: readonly (readonly [string, string, string])[];
}>;

/** For calls that do not test timing: on a busy machine, a late answer must not trigger the fallback. */
export const PATIENT = { CALLAS_WAIT: 30_000, OFFICE_TRUNK_WAIT: 30_000 } as const;

const source = join(import.meta.dirname, "../../pbx/kamailio");

export async function startKamailio(options: KamailioSettings): Promise<Kamailio> {
  const folder = await mkdtemp(join(tmpdir(), "callas-kamailio-"));
  await cp(source, folder, { recursive: true });
  const example = join(folder, "example");
  const main = join(example, "kamailio.cfg");
  // UDP and TCP are free at different ports; a phone uses one of them.
  const port = await freePort();
  const evapiPort = await freePort();
  await createTextTables(join(folder, "text"));
  await writeSettings(join(example, "settings.cfg"), {
    OFFICE_UDP: `udp:127.0.0.1:${port}`,
    OFFICE_TCP: `tcp:127.0.0.1:${port}`,
    OFFICE_TRUNKS: quoted(options.secondTrunk === undefined ? "carrier-a" : "carrier-a,carrier-b"),
    CALLAS_LISTEN: quoted(`127.0.0.1:${evapiPort}`),
    CALLAS_DOMAIN: quoted("pbx.example"),
    CALLAS_HIDE_DB: quoted(`text://${folder}/text`),
    ...options.settings,
  });
  const { trunk, secondTrunk = trunk, subscribers, directory = [] } = options;
  await writeFile(
    join(example, "directory.cfg"),
    directoryFile([
      ["trunk", "carrier-a", trunk],
      ["trunk", "carrier-b", secondTrunk],
      ...subscribers.flatMap(entriesOf),
      ...directory,
    ]),
  );
  return { port, evapiPort, ...(await runKamailio(folder, main)) };
}

const quoted = (text: string): string => `"${text}"`;

/** Sets values in a file of `#!define NAME value` lines, some of them commented out; a missing name is an error. */
async function writeSettings(path: string, values: Readonly<Record<string, string | number>>): Promise<void> {
  let text = await readFile(path, "utf8");
  for (const [name, value] of Object.entries(values)) {
    const line = new RegExp(`^#?#!define ${name}( .*)?$`, "m");
    if (!line.test(text)) throw new Error(`${path} has no ${name}`);
    text = text.replace(line, `#!define ${name} ${value}`.trimEnd());
  }
  await writeFile(path, text);
}

type Entry = readonly [table: string, key: string, value: string];

function entriesOf({ line, company, domain, password, extension }: Subscriber): Entry[] {
  return [
    ["company", domain, company],
    ["ha1", `${line}@${domain}`, md5(`${line}:${domain}:${password}`)],
    ...(extension === undefined ? [] : [["line", `${company}:${extension}`, line] as const]),
  ];
}

function directoryFile(entries: readonly Entry[]): string {
  const lines = entries.map(([table, key, value]) => `    $sht(${table}=>${key}) = "${value}";`);
  return `event_route[htable:mod-init] {\n${lines.join("\n")}\n}\n`;
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
