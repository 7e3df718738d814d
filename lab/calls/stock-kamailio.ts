/** Debian's own kamailio.cfg as its package installs it, with the patch of pbx/kamailio/debian. */
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { PATIENT, type Subscriber } from "./kamailio.ts";
import { runKamailio, type KamailioProcess } from "./kamailio-process.ts";
import { freePort } from "./ports.ts";
import { createSqliteTables, createTextTables } from "./tables.ts";

const STOCK = "/etc/kamailio/kamailio.cfg";
const pbx = join(import.meta.dirname, "../../pbx/kamailio");
const run = promisify(execFile);

export type StockSettings = Readonly<{
  /** Port of the gateway to the public network. */
  gateway: number;
  /** Of the company `acme`. */
  subscribers: readonly Pick<Subscriber, "line" | "domain" | "password">[];
  /** Features of the stock file, besides WITH_AUTH and WITH_PSTN. */
  features?: readonly string[];
  /** Hides addresses with topos. */
  topos?: boolean;
  /** How long a call waits for Callas, in milliseconds; patient by default. */
  wait?: number;
  /** Changes the patched text, as an administrator would. */
  edit?: (config: string) => string;
}>;

export async function startStockKamailio(
  options: StockSettings,
): Promise<KamailioProcess & Readonly<{ port: number; evapiPort: number }>> {
  const folder = await mkdtemp(join(tmpdir(), "callas-stock-"));
  await cp(pbx, folder, { recursive: true });
  const config = join(folder, "kamailio.cfg");
  await run("patch", ["-s", "-o", config, STOCK, join(pbx, "debian/kamailio.cfg.patch")]);
  if (options.edit !== undefined) await writeFile(config, options.edit(await readFile(config, "utf8")));
  const port = await freePort();
  const evapiPort = await freePort();
  {
    using database = createSqliteTables(join(folder, "kamailio.sqlite"), ["auth_db"]);
    const insert = database.prepare("INSERT INTO subscriber (username, domain, password) VALUES (?, ?, ?)");
    for (const { line, domain, password } of options.subscribers) insert.run(line, domain, password);
  }
  await createTextTables(join(folder, "topos"));
  await writeFile(
    join(folder, "kamailio-local.cfg"),
    [
      ...["WITH_AUTH", "WITH_PSTN", ...(options.features ?? [])].map((feature) => `#!define ${feature}`),
      `#!define DBURL "sqlite://${folder}/kamailio.sqlite"`,
      `#!define CALLAS_LISTEN "127.0.0.1:${evapiPort}"`,
      `#!define CALLAS_WAIT ${options.wait ?? PATIENT.CALLAS_WAIT}`,
      `listen=udp:127.0.0.1:${port}`,
      'loadmodule "db_sqlite.so"',
      ...[...new Set(options.subscribers.map(({ domain }) => domain))].map((domain) => `alias="${domain}"`),
      ...(options.topos === true
        ? [
            'loadmodule "db_text.so"',
            'loadmodule "topos.so"',
            'modparam("topos", "storage", "db")',
            `modparam("topos", "db_url", "text://${folder}/topos")`,
          ]
        : []),
      "",
    ].join("\n"),
  );
  const kamailio = await runKamailio(folder, config);
  await kamailio.command("cfg.sets", "pstn", "gw_ip", "s:127.0.0.1");
  await kamailio.command("cfg.sets", "pstn", "gw_port", `s:${options.gateway}`);
  return { port, evapiPort, ...kamailio };
}
