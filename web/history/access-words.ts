/** Changes of keys, people, trunks, identity providers and rights, in words. */
import type { Change } from "../api/history.ts";
import { isWordKey } from "../words/load.ts";
import type { Say } from "../words/use-words.ts";
import type { Told } from "./change-words.ts";

type Value = unknown;

type Words = Readonly<{
  say: Say;
  /** A value of a field. */
  value: (field: string, of: Value) => string;
  /** The name of a field. */
  fieldName: (field: string) => string;
  /** What things of the same write are called, by their ids. */
  called: ReadonlyMap<string, string>;
}>;

const THINGS = new Map([
  ["keys", "history.key"],
  ["people", "history.person"],
  ["trunks", "history.trunk"],
  ["identity-providers", "history.provider"],
] as const);

/** @returns null for what there are no words for */
export function accessWords({ say, value, fieldName, called }: Words) {
  const roleText = (role: string, company?: string) => {
    const key = `access.role.${role}`;
    const name = isWordKey(key) ? say(key) : role;
    return company === undefined ? name : say("access.roleIn", { role: name, company });
  };

  /** Both null for what is kept secret. */
  const told = (subject: string, { from, to }: Change, text: (of: Value) => string): readonly Told[] => [
    { subject, was: isAbsent(from) ? null : text(from), is: isAbsent(to) ? null : text(to) },
  ];

  /** @param place the role's name in paths, `admin of acme` */
  function ofRole(thing: string, place: string, parts: readonly string[], change: Change): readonly Told[] {
    const [, name = place, company] = /^(\w+) of (.+)$/.exec(place) ?? [];
    const role = roleText(name, company);
    if (parts.length === 0) return told(say("history.field", { thing, field: fieldName("roles") }), change, () => role);
    const [part] = parts;
    return told(say("history.field", { thing, field: `${role}, ${fieldName(part!)}` }), change, (of) =>
      value(part!, of),
    );
  }

  return (kind: string, [id, ...rest]: readonly string[], change: Change): readonly Told[] | null => {
    if (kind === "security") return id === "requireSecondFactor" ? told(say("security.factor"), change, whoMust) : null;
    const word = THINGS.get(kind as "keys");
    if (word === undefined || id === undefined) return null;
    const [part, ...parts] = rest;
    if (part === undefined) {
      const name = nameOf(change.to) ?? nameOf(change.from) ?? id;
      return told(say(word, { name }), change, (of) => nameOf(of) ?? value("", of));
    }
    const thing = say(word, { name: called.get(id) ?? id });
    if (part === "roles" && parts.length > 0) return ofRole(thing, parts[0]!, parts.slice(1), change);
    const subject = say("history.field", { thing, field: rest.map(fieldName).join(", ") });
    if (part === "link" && parts.length === 0) return told(subject, change, linkText);
    return told(subject, change, (of) => value(rest.at(-1)!, of));
  };

  function linkText(of: Value): string {
    const key = `history.link.${String((of as Readonly<Record<string, Value>>)["kind"])}`;
    return isWordKey(key) ? say(key) : value("link", of);
  }

  function whoMust(of: Value): string {
    const { role, companies } = of as Readonly<{ role?: string; companies?: readonly string[] }>;
    if (role === undefined) return value("", of);
    return companies === undefined ? roleText(role) : roleText(role, companies.join(", "));
  }
}

/** What the things that a write made or removed are called, by their ids. */
export function calledIn(changes: readonly Change[]): ReadonlyMap<string, string> {
  const named = changes.flatMap(({ path, from, to }) => {
    const [, kind, id, ...rest] = path.split("/");
    const name = nameOf(to) ?? nameOf(from);
    return THINGS.has(kind as "keys") && rest.length === 0 && name !== undefined ? [[id!, name] as const] : [];
  });
  return new Map(named);
}

const isAbsent = (of: Value) => of === undefined || of === null;

function nameOf(of: Value): string | undefined {
  const name = typeof of === "object" && of !== null && "name" in of ? of.name : undefined;
  return typeof name === "string" ? name : undefined;
}
