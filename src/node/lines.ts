/** The lines of the feed as a copy reads them: fields and lines that this version does not know are ignored. */
import { z } from "zod";
import { asWritten, documentsIn, type CompanyLine } from "./company-line.ts";

const Key = z.object({
  id: z.string(),
  name: z.string(),
  hash: z.string(),
  role: z.string(),
  companies: z.array(z.string()).nullable(),
  sync: z.boolean(),
  revokedAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
  addresses: z.array(z.string()).nullable(),
  /** Absent where an older version sends it. */
  savesPerMinute: z.int().nullable().default(null),
  decisionsPerSecond: z.int().nullable().default(null),
});
export type KeyInFeed = z.infer<typeof Key>;

const Trunk = z.looseObject({ id: z.string() });

const Begin = z.object({
  epoch: z.string(),
  revision: z.int(),
  format: z.int(),
  /** Whether companies and keys come with their quotas; older versions leave both out. */
  quotas: z.boolean().default(false),
});
const Company = z.object({
  company: z.string(),
  revision: z.int(),
  /** Absent where only checksums are sent. */
  documents: z.record(z.string(), z.looseObject({})).nullable().optional(),
  sum: z.string(),
});
const Trunks = z.object({ trunks: z.array(Trunk) });
const Keys = z.object({ keys: z.array(Key) });
const End = z.object({ end: z.literal(true), revision: z.int(), sum: z.string() });

export type Line =
  | Readonly<{ kind: "begin" } & z.infer<typeof Begin>>
  | CompanyLine
  | Readonly<{ kind: "trunks" } & z.infer<typeof Trunks>>
  | Readonly<{ kind: "keys" } & z.infer<typeof Keys>>
  | Readonly<{ kind: "end" } & z.infer<typeof End>>
  | Readonly<{ kind: "unknown" }>;

/** A line that is whole, but cannot be read: the store has it damaged, or somebody between has changed it. */
export class UnreadableLine extends Error {}

/** @throws UnreadableLine */
export function readLine(text: string): Line {
  const company = asWritten(text);
  if (company !== null) return company;
  const line = parsed(text);
  if ("company" in line) return readCompany(line);
  if ("epoch" in line) return read("begin", Begin, line);
  if ("trunks" in line) return read("trunks", Trunks, line);
  if ("keys" in line) return read("keys", Keys, line);
  if ("end" in line) return read("end", End, line);
  return { kind: "unknown" };
}

function readCompany(line: object): CompanyLine {
  const { documents, ...found } = read("company", Company, line);
  if (documents == null) return { ...found, documents };
  return { ...found, documents: documentsIn(found.company, found.revision, documents) };
}

function parsed(text: string): object {
  try {
    const line: unknown = JSON.parse(text);
    if (typeof line === "object" && line !== null) return line;
  } catch {
    // It is not JSON.
  }
  throw new UnreadableLine("A line of the feed is not a JSON object.");
}

function read<Kind extends Line["kind"], Schema extends z.ZodType<object>>(kind: Kind, schema: Schema, line: object) {
  const found = schema.safeParse(line);
  if (!found.success) throw new UnreadableLine(`A line of the feed (${kind}) cannot be read: ${found.error.message}`);
  return { kind, ...found.data } as { kind: Kind } & z.infer<Schema>;
}
