/** `callas company`: companies and their own fields. */
import type { Command } from "commander";
import { connect, segment, withConnection, type Client, type ConnectionOptions } from "./client.ts";
import {
  jsonText,
  readDocument,
  reportWritten,
  writeDocument,
  type Document,
  type OutputOptions,
  type Written,
} from "./documents.ts";
import { addGet, addPut, ifMatchOption, pathOf } from "./documents-of-company.ts";
import { table } from "./table.ts";

type Listed = Readonly<{ id: string; name: string; country: string }>;
type ListOptions = ConnectionOptions & Readonly<{ json?: boolean }>;
type PutOptions = ListOptions & Readonly<{ ifMatch?: string }>;

const PAGE = 1000;

export function addCompany(program: Command): void {
  const company = program
    .command("company")
    .summary("companies and their own fields")
    .description("Companies and their own fields.");
  company.addHelpText(
    "after",
    `
Examples:
  callas company list
  callas company get acme > acme.yaml
  callas company put acme acme.yaml
  echo '{"name": "Acme", "country": "BY", "areaCode": "17"}' | callas company put acme -
  callas company delete acme`,
  );
  withConnection(company.command("list").description("Lists the companies of the key.").option("--json", "print JSON"))
    .addHelpText("after", "\nExample:\n  callas company list --json")
    .action(list);
  addGet(company, "a company's own fields")
    .addHelpText("after", "\nExample:\n  callas company get acme --output acme.yaml")
    .action(async (id: string, options: ConnectionOptions & OutputOptions) => {
      await writeDocument(await connect(options).send<Document>("GET", pathOf(id)), options);
    });
  addPut(company, "a company's own fields")
    .summary("create a company, or write its own fields, from a file")
    .option(...ifMatchOption)
    .addHelpText(
      "after",
      `
The file; only name and country are required:
  name: Acme
  country: BY
  areaCode: "17"
  emergencyNumber: "+375171234567"   # one of the company's numbers that is on
  choice: assigned                   # or all, off
  guests: main                       # or full
  forwards: own                      # or original: forwarded calls keep their caller where the trunk lets them
  outsideLine: "9"                   # pressed on desk phones and softphones
  emergencyNumbers: ["5555"]         # besides those of the country
  trunkCodes: ["*XXXX"]              # codes that go to the trunk; X is any digit
  bare: [crm]                        # devices that dial numbers without plus and trunk prefix
  choiceDevices: [softphone]         # devices on which a number may be chosen
  withhold: false                    # whether numbers are withheld unless people say otherwise

Example:
  callas company put acme acme.yaml`,
    )
    .action(async (id: string, file: string, options: PutOptions) => {
      const body = await readDocument(file);
      const written = await connect(options).send<Written>("PUT", pathOf(id), { body, ifMatch: options.ifMatch });
      reportWritten(`Saved company ${id}`, written, options);
    });
  withConnection(
    company
      .command("delete")
      .description("Removes a company with everything it has, at once.")
      .argument("<company>", "the company's id")
      .option("--json", "print the answer as JSON"),
  )
    .addHelpText("after", "\nExample:\n  callas company delete acme")
    .action(async (id: string, options: ListOptions) => {
      reportWritten(`Removed company ${id}`, await connect(options).send<Written>("DELETE", pathOf(id)), options);
    });
}

async function list(options: ListOptions): Promise<void> {
  const companies = await allCompanies(connect(options));
  const rows = companies.map(({ id, country, name }) => [id, country, name]);
  process.stdout.write(options.json ? jsonText(companies) : table([["ID", "COUNTRY", "NAME"], ...rows]));
}

async function allCompanies(client: Client): Promise<readonly Listed[]> {
  const all: Listed[] = [];
  for (;;) {
    const last = all.at(-1);
    const after = last ? `&after=${segment(last.id)}` : "";
    const path = `/api/v1/companies?limit=${PAGE}${after}`;
    const { companies } = await client.send<{ companies: readonly Listed[] }>("GET", path);
    all.push(...companies);
    if (companies.length === 0) return all;
  }
}
