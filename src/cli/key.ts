/** `callas key`: API keys. The first one is created in the data folder, while no service runs. */
import { type Command, Option } from "commander";
import type { z } from "zod";
import type { ClientConfig } from "../config.ts";
import { NewKey } from "../access/new-key.ts";
import { makeKey } from "../settings/keys.ts";
import type { Author } from "../access/author.ts";
import type { ApiKey, KeyRole } from "../access/api-key.ts";
import {
  connect,
  connectionOf,
  isReachable,
  openClient,
  segment,
  withConnection,
  type ConnectionOptions,
} from "./client.ts";
import { jsonText, reportWritten, type Written } from "./documents.ts";
import { openStore, placeOf } from "./open-store.ts";
import { EXIT, Failure } from "./failure.ts";
import { table } from "./table.ts";

type CreateOptions = ConnectionOptions &
  Readonly<{
    name: string;
    role: KeyRole;
    company?: readonly string[];
    sync?: boolean;
    expires?: string;
    address?: readonly string[];
    savesPerMinute?: number;
    decisionsPerSecond?: number;
    json?: boolean;
  }>;
type AskedKey = z.input<typeof NewKey>;
type ShownKey = Omit<ApiKey, "hash">;
type CreatedKey = ShownKey & Readonly<{ key: string; revision: number }>;

const ROLES: readonly KeyRole[] = ["operator", "admin", "pbx", "node"];

export function addKey(program: Command): void {
  const key = program
    .command("key")
    .summary("API keys: made, listed, revoked")
    .description("API keys: made, listed, revoked.");
  key.addHelpText(
    "after",
    `
Examples:
  callas key create --name "Anna, operations" --role operator
  callas key create --name pbx-1 --role pbx --sync
  callas key create --name node-1 --role node
  callas key list
  callas key revoke 5f0c2a51-6d0e-4c9e-8f0a-1f6f0e2b7a34`,
  );
  withConnection(
    key
      .command("create")
      .summary("make a key and print it, once")
      .description(
        "Makes a key and prints it on standard output: nothing shows it a second time. Where no service runs and\n" +
          "--url is not given, the key is made in the data folder (CALLAS_DATA_DIR, else ./data).",
      )
      .requiredOption("--name <name>", "who the key is for")
      .addOption(new Option("--role <role>", "what it allows").choices(ROLES).makeOptionMandatory())
      .option("--company <id...>", "the companies it is for (admin: at least one; pbx: default all)")
      .option("--sync", "the PBX also keeps the directory")
      .option("--expires <time>", "when it ends by itself, as 2027-01-31T00:00:00Z (default: never)")
      .option("--address <address...>", "addresses and CIDR ranges that alone may use it (default: all)")
      .option("--saves-per-minute <number>", "how many changes it may make within a minute (default: no quota)", Number)
      .option(
        "--decisions-per-second <number>",
        "how many decisions it may ask each process for within a second (default: no quota)",
        Number,
      )
      .option("--json", "print JSON"),
  )
    .addHelpText(
      "after",
      `
Examples:
  export CALLAS_KEY=$(callas key create --name first --role operator)
  callas key create --name "Acme's admin" --role admin --company acme
  callas key create --name pbx-1 --role pbx --company acme globex --sync --address 10.1.0.0/16`,
    )
    .action(create);
  withConnection(
    key
      .command("list")
      .description("Lists every key that was made, without the keys themselves.")
      .option("--json", "print JSON"),
  )
    .addHelpText("after", "\nExample:\n  callas key list")
    .action(list);
  withConnection(
    key
      .command("revoke")
      .description("Revokes a key, at once and for good.")
      .argument("<id>", "the key's id, as 'callas key list' prints it")
      .option("--json", "print the answer as JSON"),
  )
    .addHelpText("after", "\nExample:\n  callas key revoke 5f0c2a51-6d0e-4c9e-8f0a-1f6f0e2b7a34")
    .action(async (id: string, options: ConnectionOptions & { json?: boolean }) => {
      const written = await connect(options).send<Written>("DELETE", `/api/v1/keys/${segment(id)}`);
      reportWritten(`Revoked key ${id}`, written, options);
    });
}

async function create(options: CreateOptions): Promise<void> {
  const { name, role, company, sync, expires, address, savesPerMinute, decisionsPerSecond } = options;
  const asked = {
    name,
    role,
    ...(company && { companies: company }),
    ...(sync && { sync }),
    ...(expires !== undefined && { expiresAt: expires }),
    ...(address && { addresses: address }),
    ...(savesPerMinute !== undefined && { savesPerMinute }),
    ...(decisionsPerSecond !== undefined && { decisionsPerSecond }),
  } as AskedKey;
  const connection = connectionOf(options);
  const running = options.url !== undefined || (await isReachable(connection.url));
  const created = running ? await createThere(connection, asked) : await createHere(connection, asked);
  const where = running ? connection.url : placeOf(connection);
  process.stderr.write(`Made ${role} key ${created.id} ${running ? "at" : "in"} ${where}. It is shown this once:\n`);
  process.stdout.write(options.json ? jsonText(created) : `${created.key}\n`);
}

async function createThere({ url, key }: ClientConfig, asked: AskedKey): Promise<CreatedKey> {
  if (key === undefined)
    throw new Failure(
      EXIT.usage,
      `a service runs at ${url}: set CALLAS_KEY to an operator's key, or stop it to make the first key in its data folder.`,
    );
  return await openClient(url, key).send<CreatedKey>("POST", "/api/v1/keys", { body: asked });
}

const COMMAND: Author = { kind: "system", id: "callas key create", name: "callas key create", address: null };

async function createHere(connection: ClientConfig, asked: AskedKey): Promise<CreatedKey> {
  const about = checked(asked);
  const store = await openStore(connection);
  try {
    const { key, stored, revision } = await makeKey(store, COMMAND, about);
    const { hash: _, ...shown } = stored;
    return { ...shown, key, revision };
  } finally {
    await store.close();
  }
}

function checked(asked: AskedKey): NewKey {
  const { data, error } = NewKey.safeParse(asked);
  if (data) return data;
  const wrong = error.issues.map(({ path, message }) => `  ${path.join(".")}: ${message}`);
  throw new Failure(EXIT.usage, ["this key cannot be made:", ...wrong].join("\n"));
}

type KeyPage = Readonly<{ keys: readonly ShownKey[]; next: string | null }>;

async function list(options: ConnectionOptions & { json?: boolean }): Promise<void> {
  const client = connect(options);
  const keys: ShownKey[] = [];
  for (let after: string | null = ""; after !== null;) {
    const query: string = after === "" ? "" : `?after=${segment(after)}`;
    const page: KeyPage = await client.send<KeyPage>("GET", `/api/v1/keys${query}`);
    keys.push(...page.keys);
    after = page.next;
  }
  const rows = keys.map((key) => [
    key.id,
    key.name,
    key.sync ? `${key.role}, sync` : key.role,
    key.companies?.join(" ") ?? "all",
    key.createdAt,
    key.createdBy,
    key.lastUsedAt ?? "",
    key.expiresAt ?? "",
    key.addresses?.join(" ") ?? "",
    key.revokedAt ?? "",
  ]);
  const heading = ["ID", "NAME", "ROLE", "COMPANIES", "CREATED", "BY", "LAST USED", "ENDS", "ADDRESSES", "REVOKED"];
  process.stdout.write(options.json ? jsonText(keys) : table([heading, ...rows]));
}
