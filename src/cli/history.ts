/** `callas history`: who changed what; whether that is still what was recorded; undoing it. */
import { createWriteStream, existsSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { HistoryAnswer, HistoryItem, HistoryVerifyAnswer, UndoneAnswer } from "../contract/history.ts";
import {
  connect,
  connectionOf,
  isReachable,
  segment,
  withConnection,
  type Client,
  type ConnectionOptions,
} from "./client.ts";
import { jsonText, reportWritten } from "./documents.ts";
import { pathOf } from "./documents-of-company.ts";
import type { ClientConfig } from "../config.ts";
import { openStore } from "./open-store.ts";
import { EXIT, Failure } from "./failure.ts";
import { table } from "./table.ts";

type Filter = Readonly<{ company?: string; author?: string; document?: string; since?: string; until?: string }>;
type ListOptions = ConnectionOptions & Filter & Readonly<{ limit: number; json?: boolean }>;
type ExportOptions = ConnectionOptions & Filter & Readonly<{ format?: "csv" | "json"; output?: string }>;
type VerifyOptions = ConnectionOptions & Readonly<{ head?: string; json?: boolean }>;
type UndoOptions = ConnectionOptions &
  Readonly<{ author?: string; kind: string; since?: string; dryRun?: boolean; json?: boolean }>;

export function addHistory(program: Command): void {
  const history = program
    .command("history")
    .summary("who changed what, and undoing it")
    .description("Who changed what; whether that is still what was recorded; undoing it.");
  history.addHelpText(
    "after",
    `
Examples:
  callas history list --company acme --since 2026-11-01
  callas history undo acme 812 --dry-run
  callas history export --company acme --output acme.csv
  callas history verify --head 812.mYl3…`,
  );
  withFilter(withConnection(history.command("list").description("Lists what was changed, the newest first.")))
    .option("--limit <count>", "how many writes to list", count, 50)
    .option("--json", "print JSON")
    .addHelpText("after", "\nExample:\n  callas history list --company acme --document outgoing-numbers")
    .action(list);
  withFilter(withConnection(history.command("export").description("Writes the history as CSV or JSON.")))
    .addOption(
      new Option("--format <format>", "what to write (csv, or json if the file's name ends so)").choices([
        "csv",
        "json",
      ]),
    )
    .option("-o, --output <file>", "a new file to write to, instead of standard output")
    .addHelpText("after", "\nExample:\n  callas history export --company acme --output acme.csv")
    .action(exportAll);
  withConnection(
    history
      .command("verify")
      .summary("whether every row is as it was written; exits with 1 if not")
      .description(
        "Checks the chain of the history: whether every row is as it was written, and in its place. Exits with 1 if one\n" +
          "is not, and names the first. Where no service runs and --url is not given, the data folder is checked\n" +
          "(CALLAS_DATA_DIR, else ./data).",
      )
      .option("--head <head>", "an earlier head: with it, an end that was cut off is found, too")
      .option("--json", "print JSON"),
  )
    .addHelpText("after", "\nExample:\n  callas history verify --head 812.mYl3…")
    .action(verify);
  withConnection(
    history
      .command("undo")
      .summary("undo one write, or all of one author since a time")
      .description(
        "Takes back what one write changed in a company, or all writes of one author since a time, as far as it still\n" +
          "stands. What somebody changed since stays, and is listed.",
      )
      .argument("<company>", "the company's id")
      .argument("[revision]", "the write's revision, as 'callas history list' prints it", count)
      .option("--author <id>", "all writes of this key or person, instead of one")
      .addOption(
        new Option("--kind <kind>", "what the author is").choices(["key", "person", "system"]).default("person"),
      )
      .option("--since <time>", "with --author: since when", time)
      .option("--dry-run", "only print what would be changed")
      .option("--json", "print the answer as JSON"),
  )
    .addHelpText(
      "after",
      `
Examples:
  callas history undo acme 812 --dry-run
  callas history undo acme 812
  callas history undo acme --author 5f0c2a51-6d0e-4c9e-8f0a-1f6f0e2b7a34 --since 2026-11-26T08:00`,
    )
    .action(undo);
}

function withFilter(command: Command): Command {
  return command
    .option("--company <id>", "of this company (default: everything, which needs an operator's key)")
    .option("--author <id>", "by this key or person")
    .option("--document <name>", "of this: company, directory, outgoing-numbers, expectations, keys, people, trunks")
    .option("--since <time>", "from this time on", time)
    .option("--until <time>", "before this time", time);
}

function count(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError("It is a number from 1.");
  return Number(text);
}

/** A date, or a date and a time, of this machine's time zone unless it says another. */
function time(text: string): string {
  const asLocal = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00` : text;
  const milliseconds = /^\d{4}-/.test(text) ? Date.parse(asLocal) : NaN;
  if (Number.isNaN(milliseconds)) throw new InvalidArgumentError("It is written like 2026-11-26 or 2026-11-26T08:30.");
  return new Date(milliseconds).toISOString();
}

const PAGE = 500;

const addressOf = (company: string | undefined) =>
  company === undefined ? "/api/v1/history" : `${pathOf(company)}/history`;

function queryOf({ author, document, since, until }: Filter, more: Readonly<Record<string, string>>): string {
  const given = Object.entries({ author, document, since, until, ...more }).filter(([, value]) => value !== undefined);
  return new URLSearchParams(given as [string, string][]).toString();
}

async function list({ limit, json = false, ...options }: ListOptions): Promise<void> {
  const client = connect(options);
  const items: HistoryItem[] = [];
  for (let before: number | null | undefined; before !== null && items.length < limit;) {
    const page = {
      limit: String(Math.min(PAGE, limit - items.length)),
      ...(before !== undefined && { before: String(before) }),
    };
    const answer: HistoryAnswer = await client.send("GET", `${addressOf(options.company)}?${queryOf(options, page)}`);
    items.push(...answer.items);
    before = answer.next;
  }
  const rows = items.map(({ revision, at, author, address, company, action, changes }) => [
    String(revision),
    at,
    author.name,
    address ?? "",
    company ?? "",
    action,
    inShort(changes.map(({ path }) => path)),
  ]);
  const heading = ["REVISION", "AT", "AUTHOR", "ADDRESS", "COMPANY", "ACTION", "CHANGED"];
  process.stdout.write(json ? jsonText(items) : table([heading, ...rows]));
}

/** The most paths in one line of a table. */
const MOST_PATHS = 3;

function inShort(paths: readonly string[]): string {
  const more = paths.length - MOST_PATHS;
  return `${paths.slice(0, MOST_PATHS).join(" ")}${more > 0 ? ` and ${more} more` : ""}`;
}

async function exportAll({ output, format, ...options }: ExportOptions): Promise<void> {
  const asked = format ?? (output?.endsWith(".json") ? "json" : "csv");
  const path = `${addressOf(options.company)}/export?${queryOf(options, { format: asked })}`;
  if (output !== undefined && existsSync(output)) throw new Failure(EXIT.usage, `${output} exists already.`);
  const response = await connect(options).download(path);
  const body = Readable.from(response.body ?? []);
  // People's names and numbers are their owner's to read.
  const to = output === undefined ? process.stdout : createWriteStream(output, { flags: "wx", mode: 0o600 });
  await pipeline(body, to, { end: output !== undefined }).catch((error: Error) => {
    throw new Failure(EXIT.usage, `${output ?? "standard output"} cannot be written: ${error.message}`);
  });
}

async function verify({ head, json = false, ...options }: VerifyOptions): Promise<void> {
  const connection = connectionOf(options);
  const isThere = options.url !== undefined || (await isReachable(connection.url));
  const answer = isThere ? await verifyThere(connect(options), head) : await verifyHere(connection, head);
  const { ok, rows, firstBad, reason } = answer;
  if (json) process.stdout.write(jsonText(answer));
  else process.stdout.write(`${ok ? "Whole" : "Checked"}: ${rows} rows. The head is ${answer.head}\n`);
  if (!ok)
    throw new Failure(EXIT.unmet, `the history is not as it was written: ${WHY[reason!]} (revision ${firstBad}).`);
}

const WHY: Readonly<Record<NonNullable<HistoryVerifyAnswer["reason"]>, string>> = {
  changed: "this row was changed or moved",
  missing: "this row is gone",
  tail: "the end from this row on was cut off",
  head: "the head is not that of the last row",
  secret: "the secret is not the one with which the chain began",
};

const verifyThere = (client: Client, head: string | undefined) =>
  client.send<HistoryVerifyAnswer>(
    "GET",
    `/api/v1/history/verify${head === undefined ? "" : `?head=${segment(head)}`}`,
  );

async function verifyHere(connection: ClientConfig, head: string | undefined): Promise<HistoryVerifyAnswer> {
  if (head !== undefined && !/^\d{1,15}\.[\w-]{0,43}$/.test(head))
    throw new Failure(EXIT.usage, "a head is a revision, a dot and a code.");
  const { dataDir, databaseUrl } = connection;
  if (databaseUrl === undefined && !existsSync(join(dataDir, "callas.sqlite")))
    throw new Failure(EXIT.folder, `${dataDir} has no database, and no service runs.`);
  const store = await openStore(connection);
  try {
    return await store.verifyHistory(head ?? null);
  } finally {
    await store.close();
  }
}

async function undo(company: string, revision: number | undefined, options: UndoOptions): Promise<void> {
  const { author, kind, since, dryRun = false } = options;
  if ((revision === undefined) === (author === undefined) || (author === undefined) !== (since === undefined))
    throw new Failure(EXIT.usage, "name a revision, or --author and --since.");
  const client = connect(options);
  const address = revision === undefined ? "undo" : `${revision}/undo`;
  const query = dryRun ? "?dryRun=true" : "";
  for (let before: number | null | undefined; before !== null;) {
    const body = author === undefined ? undefined : { author: { kind, id: author }, since, ...(before && { before }) };
    const answer: UndoneAnswer = await client.send("POST", `${pathOf(company)}/history/${address}${query}`, { body });
    report(answer, options);
    before = answer.next;
  }
}

function report(answer: UndoneAnswer, { dryRun = false, json = false }: UndoOptions): void {
  const { undone, changes, moreChanges, leftOut, moreLeftOut } = answer;
  if (!json) {
    for (const { path } of changes) process.stdout.write(`${dryRun ? "would change" : "changed"} ${path}\n`);
    if (moreChanges > 0) process.stdout.write(`and ${moreChanges} more\n`);
    for (const { revision, path, code } of leftOut)
      process.stderr.write(`left as it is: ${path} of revision ${revision} [${code}]\n`);
    if (moreLeftOut > 0) process.stderr.write(`left as it is: ${moreLeftOut} more\n`);
  }
  reportWritten(`${dryRun ? "Would undo" : "Undid"} ${undone.length} writes`, answer, { json });
}
