/** `callas expect`: the calls of a company that must go on showing certain numbers. */
import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import type { ExpectationsChecked } from "../contract/answers.ts";
import type { Expectation } from "../policy/expectations.ts";
import { connect, withConnection, type ConnectionOptions } from "./client.ts";
import { jsonText, readDocument, reportWritten, writeDocument, type OutputOptions, type Written } from "./documents.ts";
import { ifMatchOption, pathOf, type PutOptions } from "./documents-of-company.ts";
import { EXIT, Failure } from "./failure.ts";
import { junitXml } from "./junit.ts";
import { table } from "./table.ts";

type RunOptions = ConnectionOptions & Readonly<{ json?: boolean; junit?: string }>;

export function addExpect(program: Command): void {
  const expect = program
    .command("expect")
    .summary("calls that must show certain numbers")
    .description("The calls of a company that must go on showing certain numbers.");
  expect.addHelpText(
    "after",
    `
Examples:
  callas expect propose acme > expectations.yaml
  callas expect set acme expectations.yaml
  callas expect run acme --junit results.xml`,
  );
  ofCompany(expect, "run", "Checks them; exits with 1 if one does not hold.")
    .option("--junit <file>", "also write the results as JUnit XML")
    .option("--json", "print JSON")
    .addHelpText("after", "\nExample:\n  callas expect run acme --junit results.xml")
    .action(run);
  withOutput(ofCompany(expect, "list", "Prints them, in the format that 'set' accepts."))
    .addHelpText("after", "\nExample:\n  callas expect list acme > expectations.yaml")
    .action(async (company: string, options: ConnectionOptions & OutputOptions) => {
      await writeDocument(await connect(options).send("GET", addressOf(company)), options);
    });
  withOutput(ofCompany(expect, "propose", "Proposes calls that could be expected to go on showing what they show now."))
    .addHelpText("after", "\nExample:\n  callas expect propose acme > expectations.yaml")
    .action(async (company: string, options: ConnectionOptions & OutputOptions) => {
      await writeDocument(await connect(options).send("GET", `${addressOf(company)}/proposed`), options);
    });
  ofCompany(expect, "set", "Replaces them with those of a file, YAML or JSON.")
    .argument("<file>", "the file, or - for standard input")
    .option(...ifMatchOption)
    .option("--json", "print the answer as JSON")
    .addHelpText(
      "after",
      `
The file; each has a caller (line, employee and device, or device alone: everybody who has one), what they
dial, and the number that the call must show (null: none of the company's):
  expectations:
    - {line: ivan-desk, dialled: "810 49 30 1234567", shows: "+493012345678"}
    - {employee: ivan, device: softphone, dialled: "112", shows: "+375171234567"}
    - {device: desk_phone, dialled: "112", shows: "+375171234567", note: as the fire service asked}

Example:
  callas expect set acme expectations.yaml`,
    )
    .action(set);
}

const addressOf = (company: string) => `${pathOf(company)}/expectations`;

const ofCompany = (parent: Command, name: string, description: string) =>
  withConnection(parent.command(name).description(description).argument("<company>", "the company's id"));

const withOutput = (command: Command) =>
  command
    .option("--json", "print JSON")
    .option("-o, --output <file>", "write to a file (JSON if its name ends in .json)");

async function set(company: string, file: string, options: PutOptions): Promise<void> {
  const body = await readDocument(file);
  const client = connect(options);
  const ifMatch = options.ifMatch ?? (await client.etag(addressOf(company)));
  const written = await client.send<Written>("PUT", addressOf(company), { body, ifMatch });
  reportWritten(`Saved the expectations of ${company}`, written, options);
}

async function run(company: string, { json = false, junit, ...connection }: RunOptions): Promise<void> {
  const answer = await connect(connection).send<ExpectationsChecked>("GET", `${addressOf(company)}/results`);
  const results = answer.results.map(({ expectation, unmet }) => ({ expectation, failure: unmet?.message }));
  if (junit !== undefined) {
    const cases = results.map(({ expectation, failure }) => ({ name: inWords(expectation), failure }));
    await writeFile(junit, junitXml(`callas.${company}`, cases)).catch((error: Error) => {
      throw new Failure(EXIT.usage, `${junit} cannot be written: ${error.message}`);
    });
  }
  const rows = results.map(({ expectation, failure }) => [
    failure === undefined ? "ok" : "FAILS",
    callerOf(expectation),
    expectation.dialled,
    expectation.shows ?? "none",
    failure ?? "",
  ]);
  process.stdout.write(json ? jsonText(answer) : table([["", "CALLER", "DIALLED", "SHOWS", "WHY"], ...rows]));
  if (answer.unmet === 0) return;
  throw new Failure(EXIT.unmet, `${answer.unmet} of ${results.length} expectations do not hold.`);
}

const inWords = (expectation: Expectation) =>
  `${callerOf(expectation)} to ${expectation.dialled} shows ${expectation.shows ?? "none"}`;

function callerOf(expectation: Expectation): string {
  if ("line" in expectation) return `line ${expectation.line}`;
  return "employee" in expectation ? `${expectation.employee}, ${expectation.device}` : `every ${expectation.device}`;
}
