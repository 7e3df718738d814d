/** `callas move`: copies the embedded store to PostgreSQL, or back. */
import { setTimeout as sleep } from "node:timers/promises";
import { Option, type Command } from "commander";
import { readSecretFile } from "../access/secret-file.ts";
import { readClientConfig, type ClientConfig } from "../config.ts";
import { EXIT, Failure } from "./failure.ts";

const LOOK_MS = 200;

const TARGETS = ["postgres", "embedded"] as const;

export function addMove(program: Command): void {
  program
    .command("move")
    .summary("move the store to PostgreSQL, or back")
    .description(
      "Copies everything from the data folder (CALLAS_DATA_DIR, else ./data) to a PostgreSQL database, or back:\n" +
        "companies, history, keys, people, under the same revisions. The target must be empty; if anything fails, it\n" +
        "stays so. A service may run on the source: calls are decided meanwhile, and saves are refused (503) until it has\n" +
        "been stopped. Both sides need the same secret file.",
    )
    .addOption(new Option("--to <store>", "where to").choices(TARGETS).makeOptionMandatory())
    .argument("[url]", "of the PostgreSQL database; else CALLAS_DATABASE_URL")
    .addHelpText(
      "after",
      `
Who can list the machine's processes sees an address that is given as an argument: with a password, set the variable.

Examples:
  callas move --to postgres postgres:///callas?host=/run/postgresql
  CALLAS_DATA_DIR=/var/lib/callas callas move --to embedded`,
    )
    .action(move);
}

type Options = Readonly<{ to: (typeof TARGETS)[number] }>;

const say = (line: string) => void process.stdout.write(`${line}\n`);

async function move(given: string | undefined, { to }: Options): Promise<void> {
  const config = readClientConfig(process.env);
  const url = given ?? config.databaseUrl;
  if (url === undefined)
    throw new Failure(
      EXIT.usage,
      "name the PostgreSQL database, or set CALLAS_DATABASE_URL: postgres://HOST/DATABASE.",
    );
  // Every other command starts faster without the databases.
  const { copyStore, requireSecret } = await import("../store/sql/copy-store.ts");
  const { historyMac } = await import("../store/sql/begin-chain.ts");
  // Without it, the other side would begin a history of its own.
  const mac = historyMac(readSecretFile(config.secretFile, { create: false }));
  const source = await sourceOf(to, url, config);
  try {
    await requireSecret(source.db, mac);
    const target = await targetOf(to, url, config);
    try {
      say(`Copying ${source.place} to ${target.place}.`);
      const copied = (table: string, rows: number) => say(`  ${table}: ${rows}`);
      const { revision, sum, historyRows, firstBad } = await copyStore({
        source: source.db,
        target: target.db,
        place: target.place,
        mac,
        copied,
      });
      say(`Copied revision ${revision}. Checksum of both sides: ${sum}. The history has ${historyRows} rows.`);
      if (firstBad !== null)
        process.stderr.write(`The history was not as it was written before, from revision ${firstBad} on.\n`);
    } finally {
      await target.close();
    }
    if (await source.isInUse()) {
      say(`A service uses ${source.place}: stop it now. Until then its saves are refused, and calls go on.`);
      while (await source.isInUse()) await sleep(LOOK_MS);
    }
    say(`Done. ${source.place} stays as it is: let no service save to it again.`);
  } finally {
    await source.close();
  }
}

async function sourceOf(to: Options["to"], url: string, { dataDir, secretFile }: ClientConfig) {
  if (to === "embedded") return (await import("../store/postgres/move-ends.ts")).postgresMoveSource(url, secretFile);
  return (await import("../store/sqlite/move-ends.ts")).sqliteMoveSource(dataDir, secretFile);
}

async function targetOf(to: Options["to"], url: string, { dataDir, secretFile }: ClientConfig) {
  if (to === "postgres") return (await import("../store/postgres/move-ends.ts")).postgresMoveTarget(url, secretFile);
  return (await import("../store/sqlite/move-ends.ts")).sqliteMoveTarget(dataDir, secretFile);
}
