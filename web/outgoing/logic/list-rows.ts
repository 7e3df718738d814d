/**
 * A list of entries, pasted or in a file: what its rows mean, what is unclear about them, and the entries that they
 * give.
 */
import { targetKey } from "../../../src/policy/entry-target.ts";
import type { DeviceCondition, OutgoingNumbers } from "../../../src/policy/outgoing-numbers.ts";
import type { Person } from "../../spreadsheet/person-cell.ts";
import type { Entry, Target } from "./document.ts";
import type { OwnNumberMatch } from "./own-number.ts";

/** Whom or where a number is for; the id is an ISO code for a country, and a plus and digits for a prefix. */
export type Subject =
  | Person
  | Readonly<{ kind: "country" | "prefix"; id: string }>
  | Readonly<{ kind: "main"; id: "" }>;

/** What is looked for among people or places. */
export type Wanted = "person" | "employee" | "department" | "country" | "prefix";

export type SubjectMatch =
  | Readonly<{ kind: "one"; subject: Subject }>
  | Readonly<{ kind: "several"; wanted: Wanted; candidates: readonly Subject[] }>
  | Readonly<{ kind: "none"; wanted: Wanted }>
  /** The row does not say whom or where it is for, or says two things at once, or contradicts its block. */
  | Readonly<{ kind: "missing" | "many" | "other_block" }>
  /** A prefix that the service has not read yet. */
  | Readonly<{ kind: "pending" }>;

/** `unreadable`: none is named; `regional`: one is named where every device counts. */
type DeviceMatch = DeviceCondition | "unreadable" | "regional";

export type ListRow = Readonly<{
  /** The row's number, from 1, including a header and empty rows. */
  line: number;
  /** The cells as they are written. */
  text: string;
  numberText: string;
  deviceText: string;
  subject: SubjectMatch;
  device: DeviceMatch;
  number: OwnNumberMatch;
}>;

/** What a person has chosen for rows that are unclear, by {@link subjectKey} and {@link numberKey}. */
export type Picks = Readonly<{ subjects: ReadonlyMap<string, Subject>; numbers: ReadonlyMap<string, string> }>;

export const NO_PICKS: Picks = { subjects: new Map(), numbers: new Map() };

/** Rows that name the same unknown share a choice. Of several people of one name, each row may mean another one. */
const subjectKey = ({ line, text, subject }: ListRow) =>
  subject.kind === "none" ? `${subject.wanted} ${text}` : `${line} ${text}`;

/** Rows with the same number that is not the company's share a choice. */
const numberKey = ({ line, numberText, number }: ListRow) =>
  number.kind === "unreadable" ? `${line} ${numberText}` : numberText;

type RowIssue = Readonly<
  { key: string; row: ListRow } & (
    | { about: "subject"; match: Exclude<SubjectMatch, { kind: "one" | "pending" }>; picked: Subject | null }
    | { about: "number"; match: Exclude<OwnNumberMatch, { kind: "on" }>; picked: string | null }
    | { about: "device"; match: "unreadable" | "regional" }
    /** An earlier row has the same target. */
    | { about: "repeats"; line: number }
  )
>;

/** What is unclear about a row, or in the same way about several, of which `row` is the first. */
export type Issue = RowIssue & Readonly<{ lines: readonly number[] }>;

/** A row that is clear. */
export type Taken = Readonly<{ row: ListRow; target: Target; given: Given }>;

/** An entry, or the main number. */
export type Given = Entry | Readonly<{ main: string }>;

export type ReadList = Readonly<{
  taken: readonly Taken[];
  issues: readonly Issue[];
  /** How many rows are not taken. */
  open: number;
  isPending: boolean;
}>;

/** @param present a number that a target has already stays, even if it could not be given anew */
export function readList(rows: readonly ListRow[], picks: Picks, present: OutgoingNumbers): ReadList {
  const has = numbersByTarget(present);
  const lineOf = new Map<Target, number>();
  const issues = new Map<string, RowIssue & { lines: number[] }>();
  const taken: Taken[] = [];
  const report = (issue: RowIssue) => {
    const alike = issues.get(issue.key);
    if (alike) alike.lines.push(issue.row.line);
    else issues.set(issue.key, { ...issue, lines: [issue.row.line] });
  };

  for (const row of rows) {
    const picked = picks.subjects.get(subjectKey(row)) ?? null;
    const { subject: match, device } = row;
    const subject = match.kind === "one" ? match.subject : picked;
    if (match.kind !== "one" && match.kind !== "pending")
      report({ about: "subject", key: `subject ${match.kind} ${subjectKey(row)}`, row, match, picked });
    const isDevice = device !== "unreadable" && device !== "regional";
    if (!isDevice) report({ about: "device", key: `device ${device} ${row.deviceText}`, row, match: device });

    const target = subject && isDevice ? targetOf(subject, device) : null;
    const stays = row.number.kind !== "unreadable" && target !== null && has.get(target) === row.number.number;
    const chosen = picks.numbers.get(numberKey(row)) ?? null;
    const number = row.number.kind === "on" || stays ? row.number.number : chosen;
    if (row.number.kind !== "on" && !stays)
      report({ about: "number", key: `number ${numberKey(row)}`, row, match: row.number, picked: chosen });

    if (target === null) continue;
    const earlier = lineOf.get(target);
    if (earlier !== undefined) report({ about: "repeats", key: `repeats ${row.line}`, row, line: earlier });
    else lineOf.set(target, row.line);
    if (earlier === undefined && number !== null && subject && isDevice)
      taken.push({ row, target, given: givenTo(subject, device, number) });
  }
  return {
    taken,
    issues: [...issues.values()],
    open: rows.length - taken.length,
    isPending: rows.some(({ subject }) => subject.kind === "pending"),
  };
}

/** The choice for the rows of an issue. */
export function pick(picks: Picks, { row }: Issue, choice: Subject | string): Picks {
  return typeof choice === "string"
    ? { ...picks, numbers: new Map(picks.numbers).set(numberKey(row), choice) }
    : { ...picks, subjects: new Map(picks.subjects).set(subjectKey(row), choice) };
}

const MAIN: Target = "main";

/** Numbers by target, those that are off or gone included. */
export function numbersByTarget({ main, personal, regional }: OutgoingNumbers): ReadonlyMap<Target, string> {
  const entries = [...personal, ...regional].map((entry) => [targetKey(entry), entry.number] as const);
  return new Map(main === null ? entries : [[MAIN, main] as const, ...entries]);
}

function targetOf(subject: Subject, device: DeviceCondition): Target {
  const given = givenTo(subject, device, "");
  return "main" in given ? MAIN : targetKey(given);
}

function givenTo({ kind, id }: Subject, device: DeviceCondition, number: string): Given {
  switch (kind) {
    case "employee":
      return { number, employee: id, device };
    case "department":
      return { number, department: id, device };
    case "country":
      return { number, country: id };
    case "prefix":
      return { number, prefix: id };
    case "main":
      return { main: number };
  }
}
