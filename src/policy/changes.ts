/** What changed from what to what between two documents, for the audit. */
import { targetKey } from "./entry-target.ts";
import type { PersonalEntry, RegionalEntry } from "./outgoing-numbers.ts";

/** `from` is absent for what is new, `to` for what is gone; things in lists go by their names, not their places; a list's own path tells a new order of what stayed. */
export type Change = Readonly<{ path: string; from?: unknown; to?: unknown }>;

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

export function changes(from: unknown, to: unknown): readonly Change[] {
  return [...compare("", from as Json | undefined, to as Json | undefined)];
}

function* compare(path: string, from: Json | undefined, to: Json | undefined): Generator<Change> {
  if (from === to) return;
  if (Array.isArray(from) && Array.isArray(to)) {
    const [before, after] = [byName(from), byName(to)];
    yield* compareMembers(path, before, after);
    const stayed = (names: Iterable<string>, other: ReadonlyMap<string, Json>) =>
      [...names].filter((name) => other.has(name));
    const [orderBefore, orderAfter] = [stayed(before.keys(), after), stayed(after.keys(), before)];
    if (orderBefore.some((name, at) => name !== orderAfter[at])) yield { path, from: orderBefore, to: orderAfter };
  } else if (isObject(from) && isObject(to)) {
    yield* compareMembers(path, new Map(Object.entries(from)), new Map(Object.entries(to)));
  } else {
    yield { path, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  }
}

function* compareMembers(
  path: string,
  from: ReadonlyMap<string, Json | undefined>,
  to: ReadonlyMap<string, Json | undefined>,
): Generator<Change> {
  for (const name of new Set([...from.keys(), ...to.keys()]))
    yield* compare(`${path}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`, from.get(name), to.get(name));
}

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json | undefined } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function byName(list: readonly Json[]): Map<string, Json> {
  return new Map(list.map((item) => [nameOf(item), item]));
}

function nameOf(item: Json): string {
  if (!isObject(item)) return JSON.stringify(item);
  if (typeof item["id"] === "string") return item["id"];
  if (["employee", "department", "country", "prefix"].some((field) => field in item))
    return targetKey(item as unknown as PersonalEntry | RegionalEntry);
  return typeof item["number"] === "string" ? item["number"] : JSON.stringify(item);
}
