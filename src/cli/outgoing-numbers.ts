/** `callas outgoing-numbers`: which numbers a company shows, as one document. */
import type { Command } from "commander";
import { connect, type ConnectionOptions } from "./client.ts";
import {
  readDocument,
  reportWritten,
  writeDocument,
  type Document,
  type OutputOptions,
  type Written,
} from "./documents.ts";
import { addGet, addPut, ifMatchOption, pathOf, type PutOptions } from "./documents-of-company.ts";

type Stored = Document & Readonly<{ revision: number; savedAt: string | null; savedBy: string | null }>;

export function addOutgoingNumbers(program: Command): void {
  const outgoing = program
    .command("outgoing-numbers")
    .summary("which numbers a company shows")
    .description("Which numbers a company shows.");
  outgoing.addHelpText(
    "after",
    `
Examples:
  callas outgoing-numbers get acme > numbers.yaml
  callas outgoing-numbers put acme numbers.yaml
  callas outgoing-numbers put acme numbers.yaml --if-match 12`,
  );
  addGet(outgoing, "a company's outgoing numbers")
    .addHelpText("after", "\nExample:\n  callas outgoing-numbers get acme --json")
    .action(async (company: string, options: ConnectionOptions & OutputOptions) => {
      await writeDocument(await connect(options).send<Document>("GET", addressOf(company)), options);
    });
  addPut(outgoing, "a company's outgoing numbers")
    .option(...ifMatchOption)
    .addHelpText(
      "after",
      `
The file has the format that 'get' prints; revision, savedAt, savedBy and warnings are not sent.
Without --if-match it replaces any revision, and the command says which.

Examples:
  callas outgoing-numbers put acme numbers.yaml
  callas outgoing-numbers put acme numbers.yaml --if-match 12`,
    )
    .action(put);
}

const addressOf = (company: string) => `${pathOf(company)}/outgoing-numbers`;

async function put(company: string, file: string, options: PutOptions): Promise<void> {
  const { revision, savedAt: _, savedBy: __, warnings: ___, expectations: ____, ...body } = await readDocument(file);
  const client = connect(options);
  const current = options.ifMatch === undefined ? await client.send<Stored>("GET", addressOf(company)) : null;
  if (current) process.stderr.write(`${overwritten(current, revision)}\n`);
  const ifMatch = options.ifMatch ?? `"${current?.revision}"`;
  const written = await client.send<Written>("PUT", addressOf(company), { body, ifMatch });
  reportWritten(`Saved the outgoing numbers of ${company}`, written, options);
}

/** @param from the revision that the file names as its own, if any */
function overwritten({ revision, savedAt, savedBy }: Stored, from: unknown): string {
  const there = `Saving over revision ${revision}, read just now`;
  // Numbers are read as text from YAML, as numbers from JSON.
  const isOlder = (typeof from === "string" || typeof from === "number") && Number(from) !== revision;
  return !isOlder
    ? `${there}.`
    : `${there}; the file is from revision ${from}: the changes that ${savedBy} saved since (${savedAt}) are replaced.`;
}
