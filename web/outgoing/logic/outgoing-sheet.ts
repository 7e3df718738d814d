/** The outgoing numbers as rows of a spreadsheet, one for each entry. */
import type { Directory } from "../../../src/policy/directory.ts";
import { DEVICE_CONDITIONS } from "../../../src/number/device.ts";
import type { DeviceCondition, OutgoingNumbers } from "../../../src/policy/outgoing-numbers.ts";
import { countriesNamed } from "../../countries/countries-named.ts";
import { countryName } from "../../countries/country-name.ts";
import { plain } from "../../spreadsheet/cells.ts";
import { HEADING_WORDS } from "../../spreadsheet/heading-words.ts";
import { wordsOf } from "../../spreadsheet/name-cell.ts";
import type { Sheet, SheetRow } from "../../spreadsheet/sheet.ts";
import type { Person } from "../../spreadsheet/person-cell.ts";
import type { Language } from "../../words/language.ts";
import type { WordKey } from "../../words/load.ts";
import type { Say } from "../../words/say.ts";
import type { Entry } from "./document.ts";
import type { ListRow, SubjectMatch } from "./list-rows.ts";
import type { OwnNumberMatch } from "./own-number.ts";
import { personNamed } from "./person-named.ts";
import { countryReader, prefixReader } from "./place-named.ts";

const conditionKey = (device: DeviceCondition) => `people.condition.${device}` as const;

const TARGETS = ["employee", "department", "country", "prefix"] as const;

const COLUMNS = ["block", ...TARGETS, "id", "device", "number", "label"] as const;

export type OutgoingColumn = (typeof COLUMNS)[number];

type Block = "main" | "personal" | "regional";
const BLOCKS = {
  main: ["outgoing.rule.main", "outgoing.main"],
  personal: ["outgoing.first.personal", "outgoing.personal"],
  regional: ["outgoing.first.regional", "outgoing.regional"],
} as const satisfies Record<Block, readonly WordKey[]>;

export const OUTGOING_COLUMNS: readonly OutgoingColumn[] = COLUMNS;

/** Any of these columns tells whom or where the number of a row is for. */
export const OUTGOING_SUBJECTS: readonly OutgoingColumn[] = ["block", ...TARGETS, "id"];

/** Which columns hold phone numbers or the beginnings of them. */
export const OUTGOING_PHONES: readonly boolean[] = COLUMNS.map((column) => column === "number" || column === "prefix");

export const outgoingColumnKey = (column: OutgoingColumn) => `lists.column.${column}` as const;

/** What people call some of the columns, besides the page's own words. */
const OTHER_TITLES: Readonly<Partial<Record<OutgoingColumn, readonly string[] | undefined>>> = {
  employee: HEADING_WORDS.employees.name,
  department: HEADING_WORDS.employees.departments,
  country: ["Страны", "Countries"],
  prefix: ["Префиксы", "Prefixes"],
  device: ["Устройство", "Device"],
  number: HEADING_WORDS.employees.outgoing,
};

/** The titles of the columns in every language, the names that the API has for them, and ordinary words. */
export const outgoingTitles = (languages: readonly Say[]): readonly (readonly [title: string, key: OutgoingColumn])[] =>
  COLUMNS.flatMap((column) => [
    [column, column] as const,
    ...languages.map((say) => [say(outgoingColumnKey(column)), column] as const),
    ...(column === "number" ? languages.map((say) => [say("dialogs.number"), column] as const) : []),
    ...(OTHER_TITLES[column] ?? []).map((title) => [title, column] as const),
  ]);

/**
 * All entries as cells with a head, in the reader's language. What is gone from the directory is written as its id,
 * and so is a country whose name would not be read back.
 */
export function outgoingCells(
  { main, personal, regional }: OutgoingNumbers,
  directory: Directory,
  language: Language,
  say: Say,
): readonly (readonly string[])[] {
  const labels = new Map(directory.numbers.map(({ number, label }) => [number, label]));
  const people = new Map(directory.employees.map(({ id, name }) => [id, name]));
  const departments = new Map(directory.departments.map(({ id, name }) => [id, name]));
  const row = (block: Block, number: string, cells: Partial<Record<OutgoingColumn, string>>) => {
    const all = { block: say(BLOCKS[block][0]), number, label: labels.get(number) ?? "", ...cells };
    return COLUMNS.map((column) => (all as Partial<Record<OutgoingColumn, string>>)[column] ?? "");
  };
  const country = (code: string) => {
    const name = countryName(code, language);
    const [found, ...more] = countriesNamed(name);
    return found === code && more.length === 0 ? name : code;
  };
  const nameOr = (names: ReadonlyMap<string, string>, id: string) =>
    (plain(names.get(id) ?? "") && names.get(id)) || id;
  const target = (entry: Entry): Partial<Record<OutgoingColumn, string>> => {
    if ("employee" in entry) return { employee: nameOr(people, entry.employee), id: entry.employee };
    if ("department" in entry) return { department: nameOr(departments, entry.department), id: entry.department };
    return "country" in entry ? { country: country(entry.country) } : { prefix: entry.prefix };
  };
  return [
    COLUMNS.map((column) => say(outgoingColumnKey(column))),
    ...(main === null ? [] : [row("main", main, {})]),
    ...personal.map((entry) =>
      row("personal", entry.number, { ...target(entry), device: say(conditionKey(entry.device)) }),
    ),
    ...regional.map((entry) => row("regional", entry.number, target(entry))),
  ];
}

type Reading = Readonly<{
  directory: Directory;
  /** Its people and places are known even if they are gone. */
  present: OutgoingNumbers;
  numberOf: (text: string) => OwnNumberMatch;
  /** The languages that blocks and devices may be written in. */
  languages: readonly Say[];
}>;

/** What the rows of a file mean. A number without digits is found by its label. */
export function outgoingRows(sheet: Sheet<OutgoingColumn>, reading: Reading): readonly ListRow[] {
  const { numberOf, languages } = reading;
  const targetOf = targetReader(reading);
  const blockOf = wordReader(Object.keys(BLOCKS) as Block[], (block) => [
    block,
    ...languages.flatMap((say) => BLOCKS[block].map((key) => say(key))),
  ]);
  const conditionOf = wordReader(DEVICE_CONDITIONS, (device) => [
    device,
    ...languages.map((say) => say(conditionKey(device))),
  ]);
  return sheet.rows.map((row): ListRow => {
    const numberText = row.cell("number") || row.cell("label") || "";
    const deviceText = row.cell("device") ?? "";
    const { text, subject } = inBlock(targetOf(row), row.cell("block") ?? "", blockOf);
    const device = deviceText === "" ? "any" : conditionOf(deviceText);
    const isMisplaced = device !== null && device !== "any" && blockOfSubject(subject) === "regional";
    return {
      line: row.line,
      text,
      numberText,
      deviceText,
      subject,
      device: isMisplaced ? "regional" : (device ?? "unreadable"),
      number: numberOf(numberText),
    };
  });
}

type Found = Readonly<{ text: string; subject: SubjectMatch }>;

/** Null: the row does not say. */
function blockOfSubject(match: SubjectMatch): Block | null {
  if (match.kind === "pending") return "regional";
  if (match.kind !== "one") return null;
  const { kind } = match.subject;
  return kind === "main" ? "main" : kind === "country" || kind === "prefix" ? "regional" : "personal";
}

/** A row of the main block names nobody; any other has to name somebody or some place of its block. */
function inBlock(found: Found, blockText: string, blockOf: (text: string) => Block | null): Found {
  if (blockText === "") return found;
  const block = blockOf(blockText);
  if (block === "main" && found.subject.kind === "missing")
    return { text: blockText, subject: { kind: "one", subject: { kind: "main", id: "" } } };
  const own = blockOfSubject(found.subject);
  if (block !== null && block !== "main" && (own === null || own === block)) return found;
  return { text: [blockText, found.text].filter(Boolean).join(" · "), subject: { kind: "other_block" } };
}

function targetReader({ directory, present }: Reading): (row: SheetRow<OutgoingColumn>) => Found {
  const countryOf = countryReader(present);
  const prefixOf = prefixReader(present);
  const personOf = {
    employee: personReaderOf("employee", directory),
    department: personReaderOf("department", directory),
  };
  const ids = {
    employee: new Set(directory.employees.map(({ id }) => id)),
    department: new Set(directory.departments.map(({ id }) => id)),
  };
  for (const entry of present.personal)
    if ("employee" in entry) ids.employee.add(entry.employee);
    else ids.department.add(entry.department);

  return (row) => {
    const id = row.cell("id") ?? "";
    const named = TARGETS.filter((target) => row.cell(target));
    const [target] = named;
    const cells = named.map((one) => row.cell(one)).join(" · ");
    if (named.length > 1) return { text: cells, subject: { kind: "many" } };
    if (!target) return id === "" ? { text: "", subject: { kind: "missing" } } : { text: id, subject: byId(id) };
    if (target === "country") return { text: cells, subject: countryOf(cells) };
    if (target === "prefix") return { text: cells, subject: prefixOf(cells) };
    return { text: cells, subject: ids[target].has(id) ? one({ kind: target, id }) : personOf[target](cells) };
  };

  function byId(id: string): SubjectMatch {
    const kind = (["employee", "department"] as const).find((kind) => ids[kind].has(id));
    return kind ? one({ kind, id }) : { kind: "none", wanted: "person" };
  }
}

const one = (subject: Person): SubjectMatch => ({ kind: "one", subject });

function personReaderOf(wanted: Person["kind"], directory: Directory): (text: string) => SubjectMatch {
  const named = personNamed(
    wanted === "employee" ? { ...directory, departments: [] } : { ...directory, employees: [] },
  );
  return (text) => {
    const match = named(text);
    return match.kind === "one" ? one(match.person) : { ...match, wanted };
  };
}

/** Which of some things a text names by its words. */
function wordReader<T>(things: readonly T[], wordsFor: (thing: T) => readonly string[]): (text: string) => T | null {
  const known = new Map(things.flatMap((thing) => wordsFor(thing).map((words) => [wordsOf(words), thing] as const)));
  return (text) => known.get(wordsOf(text)) ?? null;
}
