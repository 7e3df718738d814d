/** Reads what a provider sends into the attributes that are kept. */
import { WITHOUT_CONTROLS } from "../policy/person-name.ts";
import { KEPT, type Kept, type ListName } from "./kept.ts";
import { readPath, type Path } from "./path.ts";
import { refused } from "./refused.ts";
import type { Entry, UserAttributes } from "./user.ts";

export type Operation = Readonly<{ op: string; path?: string | undefined; value?: unknown }>;

type Op = "add" | "replace" | "remove";

const LONGEST_TEXT = 256;
const MOST_ENTRIES = 20;
/** Of one object. */
const MOST_ATTRIBUTES = 200;

/** @throws Refusal `invalidValue`, `invalidPath` */
export function newUser(body: object): UserAttributes {
  return withUserName(merged({ userName: "", active: true, emails: [], phoneNumbers: [] }, body, "replace"));
}

/** The user as PUT leaves them: what it does not name is gone, except whether they are active. */
export function replacedUser({ active }: UserAttributes, body: object): UserAttributes {
  return withUserName(merged({ userName: "", active, emails: [], phoneNumbers: [] }, body, "replace"));
}

/** The user after the operations of a PATCH. */
export function patchedUser(user: UserAttributes, operations: readonly Operation[]): UserAttributes {
  return withUserName(operations.reduce(after, user));
}

function after(user: UserAttributes, { op, path, value }: Operation): UserAttributes {
  const known = op.toLowerCase();
  if (known !== "add" && known !== "replace" && known !== "remove")
    throw refused("invalidSyntax", "An operation is add, replace or remove.");
  if (path !== undefined) return written(user, readPath(path), known, value);
  if (known === "remove") throw refused("invalidPath", "To remove something, name its path.");
  return merged(user, value, known);
}

function withUserName(user: UserAttributes): UserAttributes {
  if (user.userName === "") throw refused("invalidValue", "userName is required.");
  return user;
}

/** Writes each attribute of an object, whose names may be paths: Entra sends `name.givenName`. */
function merged(user: UserAttributes, value: unknown, op: Op, prefix = ""): UserAttributes {
  if (!isObject(value)) throw refused("invalidValue", "An object of attributes is expected.");
  const attributes = Object.entries(value);
  if (attributes.length > MOST_ATTRIBUTES) throw refused("invalidValue", "There are too many attributes.");
  return attributes.reduce((user, [name, inner]) => written(user, readPath(prefix + name), op, inner), user);
}

function written(user: UserAttributes, path: Path, op: Op, value: unknown): UserAttributes {
  switch (path.kind) {
    case "forgotten":
      return user;
    case "container":
      return op === "remove" ? withoutAll(user, path.prefix) : merged(user, value, op, path.prefix);
    case "userName":
      return { ...user, userName: (op === "remove" ? null : textOf(value)) ?? "" };
    case "active":
      return op === "remove" ? user : { ...user, active: booleanOf(value) };
    case "text": {
      const { [path.name]: _, ...rest } = user;
      const text = op === "remove" ? null : textOf(value);
      return text === null ? rest : { ...rest, [path.name]: text };
    }
    case "list":
      return { ...user, [path.name]: writtenList(user[path.name], op, value) };
    case "entry":
      return { ...user, [path.name]: writtenEntry(user[path.name], path, op, value) };
  }
}

function withoutAll(user: UserAttributes, prefix: string): UserAttributes {
  const within = [...KEPT].filter(([path]) => path.startsWith(prefix)).map(([, kept]): Kept => kept);
  return within.reduce((user, kept) => written(user, kept, "remove", undefined), user);
}

function writtenList(before: readonly Entry[], op: Op, value: unknown): readonly Entry[] {
  const sent = value === undefined || value === null ? [] : entriesOf(value);
  switch (op) {
    case "replace":
      return sent;
    case "add":
      return sent.reduce(withEntry, before);
    case "remove":
      return sent.length === 0
        ? []
        : before.filter((entry) => !sent.some(({ type, value }) => type === entry.type && value === entry.value));
  }
}

function writtenEntry(
  before: readonly Entry[],
  { type, field }: Readonly<{ name: ListName; type: string; field: string | null }>,
  op: Op,
  value: unknown,
): readonly Entry[] {
  const others = before.filter((entry) => entry.type !== type);
  const known = before.find((entry) => entry.type === type);
  if (field !== null && field !== "value" && field !== "primary") return before;
  if (field === "primary")
    return known ? withEntry(before, { ...known, primary: op !== "remove" && booleanOf(value) }) : before;
  const text = op === "remove" ? null : textOf(value);
  return text === null ? others : withEntry(before, { type, value: text, primary: known?.primary ?? false });
}

/** In the place of the one of its type; a new primary one is the only one. */
function withEntry(entries: readonly Entry[], entry: Entry): readonly Entry[] {
  const rest = entry.primary ? entries.map((other) => ({ ...other, primary: false })) : entries;
  const at = rest.findIndex(({ type }) => type === entry.type);
  if (at === -1 && rest.length >= MOST_ENTRIES) throw refused("invalidValue", "There are too many entries.");
  return at === -1 ? [...rest, entry] : rest.with(at, entry);
}

/** Of two with one type, the primary one stays, or else the first. */
function entriesOf(value: unknown): readonly Entry[] {
  const sent: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (sent.length > MOST_ENTRIES) throw refused("invalidValue", "There are too many entries.");
  let entries: readonly Entry[] = [];
  for (const each of sent) {
    const entry = entryOf(each);
    if (entry && (entry.primary || !entries.some(({ type }) => type === entry.type)))
      entries = withEntry(entries, entry);
  }
  return entries;
}

/** @returns null for an entry without a value, which providers send for what they do not know */
function entryOf(sent: unknown): Entry | null {
  const fields = isObject(sent) ? sent : { value: sent };
  const value = textOf(fields["value"]);
  if (value === null) return null;
  const type = (textOf(fields["type"]) ?? "work").toLowerCase();
  if (!/^[a-z]{1,20}$/.test(type)) throw refused("invalidValue", "A type has up to twenty letters.");
  const primary = fields["primary"] === undefined || fields["primary"] === null ? false : booleanOf(fields["primary"]);
  return { type, value, primary };
}

/** Providers write a text as it is, as an object with a `value`, and as a list of one such object. */
function textOf(sent: unknown): string | null {
  const one: unknown = Array.isArray(sent) && sent.length === 1 ? sent[0] : sent;
  const value = isObject(one) ? one["value"] : one;
  if (value === undefined || value === null) return null;
  if (typeof value !== "string" && typeof value !== "number") throw refused("invalidValue", "A text is expected.");
  const text = String(value).trim();
  if (text.length > LONGEST_TEXT) throw refused("invalidValue", `A text has at most ${LONGEST_TEXT} characters.`);
  if (!WITHOUT_CONTROLS.test(text)) throw refused("invalidValue", "A text has no control characters.");
  return text === "" ? null : text;
}

/** Entra writes `"False"`. */
function booleanOf(sent: unknown): boolean {
  const one: unknown = Array.isArray(sent) && sent.length === 1 ? sent[0] : sent;
  const value = isObject(one) ? one["value"] : one;
  if (typeof value === "boolean") return value;
  const text = typeof value === "string" ? value.toLowerCase() : "";
  if (text !== "true" && text !== "false") throw refused("invalidValue", "true or false is expected.");
  return text === "true";
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
