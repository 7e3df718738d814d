/** The changes of the history, in words. */
import { expectationKey } from "../../src/policy/expectation-key.ts";
import type { Device } from "../../src/policy/company.ts";
import type { Directory } from "../../src/policy/directory.ts";
import type { Change, HistoryItem } from "../api/history.ts";
import type { Expectation } from "../api/expectations.ts";
import { countryName } from "../countries/country-name.ts";
import { DEVICES } from "../../src/number/device.ts";
import { expectationWords, type WordsAbout } from "../expected/expectation-words.ts";
import { isWordKey } from "../words/load.ts";
import { accessWords } from "./access-words.ts";

/** A change as it is shown; `was` is null for something new, `is` for something gone, both for what is kept secret. */
export type Told = Readonly<{
  subject: string;
  was: string | null;
  is: string | null;
}>;

type Names = HistoryItem["names"];

type About = WordsAbout &
  Readonly<{
    /** What things were called then, by the item; what it does not know is called what it is now. */
    names: Names;
    /** What people, keys and trunks of the same write are called, by their ids. */
    called?: ReadonlyMap<string, string>;
  }>;

const NOT_CALLED: ReadonlyMap<string, string> = new Map();

type Value = unknown;
type Fields = Readonly<Record<string, Value>>;

/** The most characters of a value that nothing can be said about but itself. */
const MOST_CHARACTERS = 200;

/**
 * Turns changes into words. What cannot be put into words has its path as the subject.
 * @returns more than one line for a list that was replaced as a whole
 */
export function changeWords({
  names,
  called = NOT_CALLED,
  directory,
  say,
  language,
  writePhone,
}: About): (change: Change) => readonly Told[] {
  const people = new Map(directory.employees.map(({ id, name }) => [id, name]));
  const departments = new Map(directory.departments.map(({ id, name }) => [id, name]));
  const labels = new Map(directory.numbers.map(({ number, label }) => [number, label]));
  const person = (id: string) => names.employees?.[id] ?? people.get(id) ?? id;
  const department = (id: string) => names.departments?.[id] ?? departments.get(id) ?? id;
  const expected = expectationWords({ directory: namedIn(directory, names), say, language, writePhone });

  function number(e164: string): string {
    const label = names.numbers?.[e164] ?? labels.get(e164) ?? "";
    return label === "" ? writePhone(e164) : `${writePhone(e164)} · ${label}`;
  }

  /** A value of a field, as people read it. */
  function value(field: string, of: Value): string {
    if (of === undefined || of === null || of === "") return say("history.nothing");
    if (Array.isArray(of)) return of.length === 0 ? say("history.nothing") : list(field, of);
    if (typeof of === "boolean") return say(of ? "common.yes" : "common.no");
    if (typeof of !== "string") return plain(of);
    if (isNumber(of)) return number(of);
    const known = `${ENUMS[field] ?? ""}.${of}`;
    if (isWordKey(known)) return say(known);
    if (field === "country") return countryName(of, language);
    return of.length > MOST_CHARACTERS ? `${of.slice(0, MOST_CHARACTERS)}…` : of;
  }

  function list(field: string, of: readonly Value[]): string {
    const one = (item: Value) => {
      if (field === "members" || field === "employees") return person(String(item));
      if (field === "departments") return department(String(item));
      return value(memberField(field), item);
    };
    const shown = of.slice(0, MOST_ITEMS).map(one).join(", ");
    return of.length > MOST_ITEMS ? `${shown}, ${say("common.more", { count: of.length - MOST_ITEMS })}` : shown;
  }

  const told = (subject: string, { from, to }: Change, text: (of: Value) => string): readonly Told[] => [
    { subject, was: from === undefined ? null : text(from), is: to === undefined ? null : text(to) },
  ];

  function field(thing: string, name: string, change: Change): readonly Told[] {
    const key = `history.field.${name}`;
    const subject = say("history.field", { thing, field: isWordKey(key) ? say(key) : name });
    return told(subject, bothSides(change), (of) => value(name, of));
  }

  function ofCompany([name, member]: readonly string[], change: Change): readonly Told[] | null {
    if (name === undefined) {
      const whole = (of: Value) => textOf(of, "name");
      return told(say("frame.company"), change, whole);
    }
    const key = `company.field.${name}`;
    if (!isWordKey(key)) return null;
    return member === undefined
      ? told(say(key), bothSides(change), (of) => value(name, of))
      : told(say(key), change, (of) => value(memberField(name), of));
  }

  function ofDirectory(path: readonly string[], change: Change): readonly Told[] | null {
    const [kind, id, name, part, deeper] = path;
    if (kind === undefined) return told(say("history.document.directory"), change, contents);
    if (!isListed(kind)) return null;
    if (id === undefined) return order(`history.list.${kind}`, kind, change);
    if (name === undefined)
      return told(thingOf(kind, id, nameIn(change.to ?? change.from)), change, (of) => summary(kind, of));
    const thing = thingOf(kind, id);
    if (kind === "departments" && name === "members")
      return part === undefined
        ? order(say("history.memberOf", { name: department(id) }), "members", change)
        : told(say("history.memberOf", { name: department(id) }), change, (of) => person(String(of)));
    if (kind === "employees" && name === "lines" && part !== undefined) {
      const subject = say("history.lineOf", { name: person(id), line: isNumber(part) ? writePhone(part) : part });
      const device = (of: Value) => value("device", deeper === undefined ? (of as Fields)["device"] : of);
      return told(subject, change, device);
    }
    if (part !== undefined)
      return told(say("history.field", { thing, field: fieldName(name) }), change, (of) => value(name, of));
    return field(thing, name, change);
  }

  /** @param called its name, where the change brings it along */
  function thingOf(kind: Listed, id: string, called?: string): string {
    switch (kind) {
      case "employees":
        return say("history.employee", { name: called ?? person(id) });
      case "departments":
        return say("history.department", { name: called ?? department(id) });
      case "numbers":
        return say("history.number", { number: number(id) });
    }
  }

  const fieldName = (name: string) => {
    const key = `history.field.${name}`;
    return isWordKey(key) ? say(key) : name;
  };

  /** Something that came or went as a whole. */
  function summary(kind: Listed, of: Value): string {
    const { name, label, extension, lines, members, on } = of as Fields;
    const count = (list: Value) => (Array.isArray(list) ? list.length : 0);
    switch (kind) {
      case "employees":
        return [String(name), extension, count(lines) > 0 && say("history.linesOf", { count: count(lines) })]
          .filter(Boolean)
          .join(" · ");
      case "departments":
        return `${String(name)} · ${say("history.membersOf", { count: count(members) })}`;
      case "numbers": {
        const called = typeof label === "string" && label !== "" ? label : writePhone(String((of as Fields)["number"]));
        return on === false ? `${called} · ${say("common.off")}` : called;
      }
    }
  }

  /** How much there is in a document that came or went as a whole. */
  function contents(of: Value): string {
    const lists = Object.entries((of ?? {}) as Fields).flatMap(([name, list]) => {
      const key = `history.list.${name}`;
      return Array.isArray(list) && isWordKey(key)
        ? [say("history.count", { list: say(key), count: list.length })]
        : [];
    });
    return lists.length === 0 ? plain(of) : lists.join(", ");
  }

  /** The path of a list itself stands for a new order of its members. */
  function order(named: string, field: string, change: Change): readonly Told[] {
    const text = isWordKey(named) ? say(named) : named;
    return told(say("history.order", { list: text }), change, (of) => value(field, of));
  }

  function ofOutgoing(path: readonly string[], change: Change): readonly Told[] | null {
    const [block, target, name] = path;
    if (block === undefined) return told(say("history.document.outgoing-numbers"), change, contents);
    if (block === "main") return told(say("outgoing.main"), bothSides(change), (of) => value("number", of));
    if (block === "priority")
      return told(say("outgoing.priority"), change, (of) =>
        of === "regional" || of === "personal" ? say(`outgoing.first.${of}`) : plain(of),
      );
    if (block !== "personal" && block !== "regional") return null;
    if (target === undefined) {
      const targets = (of: Value) => (of as readonly string[]).slice(0, MOST_ITEMS).map(targetText).join(", ");
      return told(say("history.order", { list: say(`outgoing.${block}`) }), change, targets);
    }
    if (name !== undefined && name !== "number") return null;
    const shown = (of: Value) => number(String(name === undefined ? (of as Fields)["number"] : of));
    return told(targetText(target), change, shown);
  }

  /** Whom an entry is for, by the name that it has in paths. */
  function targetText(target: string): string {
    const [kind, of = "", device] = target.split(" ");
    const condition = device === undefined ? "" : `, ${say(`people.conditionWithin.${device as "any"}`)}`;
    switch (kind) {
      case "employee":
        return `${person(of)}${condition}`;
      case "department":
        return `${say("people.departmentNamed", { name: department(of) })}${condition}`;
      case "country":
        return countryName(of, language);
      case "prefix":
        return say("people.prefixNamed", { prefix: writePhone(of) });
      case undefined:
      default:
        return target;
    }
  }

  function ofExpectations([list, , name]: readonly string[], change: Change): readonly Told[] | null {
    if (list === undefined) return told(say("frame.expectations"), change, contents);
    if (list !== "expectations") return null;
    const subject = say("frame.expectations");
    if (Array.isArray(change.from) && Array.isArray(change.to)) {
      const [from, to] = [change.from as Value[], change.to as Value[]];
      if (!from.every(isExpectation) || !to.every(isExpectation)) return null;
      const [before, after] = [byKey(from), byKey(to)];
      return [
        ...[...before].flatMap(([key, one]) =>
          after.has(key) ? [] : [{ subject, was: expected.whole(one), is: null }],
        ),
        ...[...after].flatMap(([key, one]) =>
          before.has(key) ? [] : [{ subject, was: null, is: expected.whole(one) }],
        ),
      ];
    }
    if (name !== undefined) return null;
    if (![change.from, change.to].every((of) => of === undefined || isExpectation(of))) return null;
    return told(subject, change, (of) => expected.whole(of as Expectation));
  }

  function ofWatching([name, , part]: readonly string[], change: Change): readonly Told[] | null {
    const subject = say("frame.watching");
    if (name === "webhooks")
      return part === "url" || part === undefined ? told(say("history.webhook"), change, url) : null;
    if (name === "share")
      return told(say("history.field", { thing: subject, field: fieldName(name) }), change, percent);
    return name === "mail" ? field(subject, name, change) : null;
  }

  function ofQuotas([name]: readonly string[], change: Change): readonly Told[] {
    const subject = say("history.document.quotas");
    if (name !== undefined) return field(subject, name, change);
    const [from, to] = [change.from ?? {}, change.to ?? {}] as [Fields, Fields];
    const differs = (key: string) => (from[key] ?? null) !== (to[key] ?? null);
    return Object.keys({ ...from, ...to })
      .filter(differs)
      .flatMap((key) => field(subject, key, { ...change, from: from[key], to: to[key] }));
  }

  const url = (of: Value) => textOf(of, "url");
  const percent = (of: Value) =>
    typeof of === "number"
      ? new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 2 }).format(of)
      : plain(of);

  const ofOthers = accessWords({ say, value, fieldName, called });

  return (change) => {
    const [document = "", ...path] = stepsOf(change.path);
    const said =
      document === "company"
        ? ofCompany(path, change)
        : document === "directory"
          ? ofDirectory(path, change)
          : document === "outgoing-numbers"
            ? ofOutgoing(path, change)
            : document === "expectations"
              ? ofExpectations(path, change)
              : document === "watching"
                ? ofWatching(path, change)
                : document === "quotas"
                  ? ofQuotas(path, change)
                  : ofOthers(document, path, change);
    return said ?? told(change.path, change, plain);
  };
}

/** Items of a list that are named; the rest is counted. */
const MOST_ITEMS = 20;

const LISTED = ["numbers", "employees", "departments"] as const;
type Listed = (typeof LISTED)[number];
const isListed = (kind: string | undefined): kind is Listed => LISTED.includes(kind as Listed);

/** Where the words of a field's values are found. */
const ENUMS: Readonly<Record<string, string>> = {
  device: "people.device",
  substitution: "employees.substitution",
  guests: "employees.substitution",
  choice: "company.choice",
  forwards: "company.forwards",
};

/** The steps of a JSON Pointer (RFC 6901). */
const stepsOf = (path: string): readonly string[] =>
  path
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));

/** What the members of a field are. */
const memberField = (field: string) => (field === "bare" || field === "choiceDevices" ? "device" : field);

const isNumber = (text: string) => /^\+\d{2,15}$/.test(text);

/** A field that is unset was, or becomes, empty: it did not come or go as a thing does. */
const bothSides = ({ path, from = null, to = null }: Change): Change => ({ path, from, to });

function nameIn(of: Value): string | undefined {
  const { name } = (of ?? {}) as Fields;
  return typeof name === "string" ? name : undefined;
}

function textOf(of: Value, field: string): string {
  const text = typeof of === "object" && of !== null ? (of as Fields)[field] : of;
  return typeof text === "string" ? text : plain(of);
}

function plain(of: Value): string {
  const text = typeof of === "string" ? of : JSON.stringify(of);
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}

function isExpectation(of: Value): of is Expectation {
  if (typeof of !== "object" || of === null) return false;
  const { dialled, shows, line, device } = of as Fields;
  const isCaller = typeof line === "string" || DEVICES.includes(device as Device);
  return typeof dialled === "string" && (shows === null || typeof shows === "string") && isCaller;
}

const byKey = (list: readonly Expectation[]) =>
  new Map(list.map((one) => [`${expectationKey(one)} ${one.note ?? ""}`, one]));

/** The directory with the names of then. */
function namedIn(directory: Directory, { employees = {}, departments = {}, numbers = {} }: Names): Directory {
  const added = (names: Readonly<Record<string, string>>) => Object.entries(names).map(([id, name]) => ({ id, name }));
  return {
    numbers: [...directory.numbers, ...Object.entries(numbers).map(([number, label]) => ({ number, label, on: true }))],
    employees: [
      ...directory.employees,
      ...added(employees).map((one) => ({ ...one, extension: null, guest: false, lines: [] })),
    ],
    departments: [...directory.departments, ...added(departments).map((one) => ({ ...one, members: [] }))],
  };
}
