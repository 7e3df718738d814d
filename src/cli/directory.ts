/** `callas directory`: a company's numbers, people and departments as one document. */
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

export function addDirectory(program: Command): void {
  const directory = program
    .command("directory")
    .summary("a company's numbers, people and departments")
    .description("A company's numbers, people and departments.");
  directory.addHelpText(
    "after",
    `
Examples:
  callas directory get acme > directory.yaml
  callas directory put acme directory.yaml`,
  );
  addGet(directory, "a company's directory")
    .addHelpText("after", "\nExample:\n  callas directory get acme --output directory.json")
    .action(async (company: string, options: ConnectionOptions & OutputOptions) => {
      await writeDocument(await connect(options).send<Document>("GET", `${pathOf(company)}/directory`), options);
    });
  addPut(directory, "a company's directory")
    .option(...ifMatchOption)
    .addHelpText(
      "after",
      `
The file is the whole directory: people, numbers and departments that it does not name are removed.
Known departments keep their places, unless it says 'order: document'. What people set on the page stays
where the file does not name it, and null clears it: label, on, trunks, substitution, withhold,
choice, emergencyNumber. Of a number, an operator also sets:
  confirmed: true      # the number is the company's; those that an operator adds are
  trunks: [carrier-a]  # the trunks that accept it, of those that accept only marked numbers

Examples:
  callas directory put acme directory.yaml
  export-from-pbx | callas directory put acme -`,
    )
    .action(async (company: string, file: string, options: PutOptions) => {
      const body = await readDocument(file);
      const path = `${pathOf(company)}/directory`;
      const written = await connect(options).send<Written>("PUT", path, { body, ifMatch: options.ifMatch });
      reportWritten(`Saved the directory of ${company}`, written, options);
    });
}
