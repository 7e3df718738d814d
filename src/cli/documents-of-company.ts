/** Shared by the commands that read and write documents. */
import type { Command } from "commander";
import { segment, withConnection, type ConnectionOptions } from "./client.ts";

export const pathOf = (company: string) => `/api/v1/companies/${segment(company)}`;

/** @param thing whose id is given */
export function addGet(parent: Command, what: string, thing = "company"): Command {
  return withConnection(
    parent
      .command("get")
      .summary(`print ${what}`)
      .description(`Prints ${what} as YAML, in the same format that 'put' accepts.`)
      .argument(`<${thing}>`, `the ${thing}'s id`)
      .option("--json", "print JSON")
      .option("-o, --output <file>", "write to a file (JSON if its name ends in .json)"),
  );
}

/** @param thing whose id is given */
export function addPut(parent: Command, what: string, thing = "company"): Command {
  return withConnection(
    parent
      .command("put")
      .summary(`write ${what} from a file`)
      .description(`Writes ${what} from a file, YAML or JSON. Warnings go to standard error.`)
      .argument(`<${thing}>`, `the ${thing}'s id`)
      .argument("<file>", "the file, or - for standard input")
      .option("--json", "print the answer as JSON"),
  );
}

export type PutOptions = ConnectionOptions & Readonly<{ json?: boolean; ifMatch?: string }>;

export const ifMatchOption = [
  "--if-match <revision>",
  "save only if this is still the document's revision",
  (text: string) => `"${text.replaceAll('"', "")}"`,
] as const;
