/** `callas trunk`: how carriers want numbers and identities written. */
import type { Command } from "commander";
import { connect, segment, withConnection, type ConnectionOptions } from "./client.ts";
import {
  jsonText,
  readDocument,
  reportWritten,
  writeDocument,
  type Document,
  type OutputOptions,
  type Written,
} from "./documents.ts";
import { addGet, addPut, ifMatchOption, type PutOptions } from "./documents-of-company.ts";
import { table } from "./table.ts";

type Listed = Readonly<{ id: string; name: string; domain: string; accepts: string }>;
type ListOptions = ConnectionOptions & Readonly<{ json?: boolean }>;

const pathOf = (trunk: string) => `/api/v1/trunks/${segment(trunk)}`;

export function addTrunk(program: Command): void {
  const trunk = program
    .command("trunk")
    .summary("trunks: how carriers want numbers written")
    .description("Trunks: how carriers want numbers and identities written. They are the operator's.");
  trunk.addHelpText(
    "after",
    `
Examples:
  callas trunk list
  callas trunk get carrier-a > carrier-a.yaml
  callas trunk put carrier-a carrier-a.yaml
  callas trunk delete carrier-a`,
  );
  withConnection(trunk.command("list").description("Lists all trunks.").option("--json", "print JSON"))
    .addHelpText("after", "\nExample:\n  callas trunk list --json")
    .action(list);
  addGet(trunk, "a trunk", "trunk")
    .addHelpText("after", "\nExample:\n  callas trunk get carrier-a --output carrier-a.yaml")
    .action(async (id: string, options: ConnectionOptions & OutputOptions) => {
      await writeDocument(await connect(options).send<Document>("GET", pathOf(id)), options);
    });
  addPut(trunk, "a trunk", "trunk")
    .summary("create or change a trunk from a file")
    .option(...ifMatchOption)
    .addHelpText(
      "after",
      `
The file; only name and domain are required:
  name: Carrier A
  domain: sip.carrier-a.example       # the host of every identity
  shown: {form: plus}                 # or digits; national, bare with country: BY
  called: {form: national, country: BY, strip: 1, prepend: "9"}
  identity: both                      # From and P-Asserted-Identity; or from, asserted
  diversion: none                     # or diversion, history-info, both
  accepts: all                        # or marked: only numbers that carry this trunk
  foreign: false                      # whether a forwarded call may keep its caller's number
  displayName: none                   # or label: the label of the number beside it
  fallbackIdentity: "account"         # of emergency calls for which there is no number

Example:
  callas trunk put carrier-a carrier-a.yaml`,
    )
    .action(async (id: string, file: string, options: PutOptions) => {
      const body = withCount(await readDocument(file));
      const written = await connect(options).send<Written>("PUT", pathOf(id), { body, ifMatch: options.ifMatch });
      reportWritten(`Saved trunk ${id}`, written, options);
    });
  withConnection(
    trunk
      .command("delete")
      .description("Takes a trunk off all numbers and removes it, at once.")
      .argument("<trunk>", "the trunk's id")
      .option("--json", "print the answer as JSON"),
  )
    .addHelpText("after", "\nExample:\n  callas trunk delete carrier-a")
    .action(async (id: string, options: ListOptions) => {
      reportWritten(`Removed trunk ${id}`, await connect(options).send<Written>("DELETE", pathOf(id)), options);
    });
}

async function list(options: ListOptions): Promise<void> {
  const { trunks } = await connect(options).send<{ trunks: readonly Listed[] }>("GET", "/api/v1/trunks");
  const rows = trunks.map(({ id, domain, accepts, name }) => [id, domain, accepts, name]);
  process.stdout.write(options.json ? jsonText(trunks) : table([["ID", "DOMAIN", "ACCEPTS", "NAME"], ...rows]));
}

/** Files are read without numbers, and this is the only field that is one. */
function withCount(trunk: Document): Document {
  const { called } = trunk;
  if (typeof called !== "object" || called === null || !("strip" in called)) return trunk;
  const { strip } = called;
  return typeof strip === "string" && /^\d{1,3}$/.test(strip)
    ? { ...trunk, called: { ...called, strip: Number(strip) } }
    : trunk;
}
