/** The edits of the document. Each returns a new document and changes nothing in place. */
import { targetKey } from "../../../src/policy/entry-target.ts";
import type {
  DeviceCondition,
  OutgoingNumbers,
  PersonalEntry,
  RegionalEntry,
} from "../../../src/policy/outgoing-numbers.ts";
import { byTarget, documentOf, inSavedOrder, type Entry, type Priority, type Target } from "./document.ts";
import type { Given } from "./list-rows.ts";
import type { PersonalRow, RegionalRow, State } from "./rows.ts";

export const setMain = (present: OutgoingNumbers, main: string | null): OutgoingNumbers => ({
  ...documentOf(present),
  main,
});

export const setPriority = (present: OutgoingNumbers, priority: Priority): OutgoingNumbers => ({
  ...documentOf(present),
  priority,
});

/** The result of the dialog "Personal number", with ids of employees and departments. */
export type PersonalInput = Readonly<{
  number: string;
  employees: readonly string[];
  departments: readonly string[];
  device: DeviceCondition;
}>;

/**
 * Gives people a number for a device, in place of the one they had for it.
 * @param replacing the edited row: people in it who are not given again lose their entry. Its unchanged chips are left
 * alone: somebody else may have given these people another number since.
 */
export function putPersonal(
  saved: OutgoingNumbers,
  present: OutgoingNumbers,
  input: PersonalInput,
  replacing?: PersonalRow,
): OutgoingNumbers {
  return { ...documentOf(present), personal: put(saved.personal, present.personal, givenTo(input), replacing) };
}

/** The entries that it stands for. */
export const givenTo = ({ number, employees, departments, device }: PersonalInput): readonly PersonalEntry[] => [
  ...employees.map((employee) => ({ number, employee, device })),
  ...departments.map((department) => ({ number, department, device })),
];

/** The result of the dialog "Regional number". The prefix is a plus and digits, as the service reads it. */
export type RegionalInput = Readonly<
  { number: string; countries: readonly string[] } | { number: string; prefix: string }
>;

/** As {@link putPersonal}, for countries or for a prefix. */
export function putRegional(
  saved: OutgoingNumbers,
  present: OutgoingNumbers,
  input: RegionalInput,
  replacing?: RegionalRow,
): OutgoingNumbers {
  return { ...documentOf(present), regional: put(saved.regional, present.regional, givenIn(input), replacing) };
}

/** The entries that it stands for. */
export function givenIn(input: RegionalInput): readonly RegionalEntry[] {
  const { number } = input;
  return "prefix" in input
    ? [{ number, prefix: input.prefix }]
    : input.countries.map((country) => ({ number, country }));
}

type EditedRow = Readonly<{ chips: readonly Readonly<{ target: Target; entry: Entry; state: State }>[] }>;

/**
 * Known targets are changed in place; new ones go where the edited row was, or else to the end. Of the row, entries
 * that are given unchanged are left alone, and those that are not given are removed.
 */
function put<E extends Entry>(saved: readonly E[], present: readonly E[], given: readonly E[], row?: EditedRow): E[] {
  const left = new Map(byTarget(given));
  const inRow = new Map(row?.chips.map((chip) => [chip.target, chip]));
  const entries: E[] = [];
  let place: number | null = null;
  for (const entry of present) {
    const target = targetKey(entry);
    const next = left.get(target);
    const before = inRow.get(target);
    if (before) place ??= entries.length;
    const isSame = before && before.state !== "removed" && before.entry.number === next?.number;
    if (next && left.delete(target)) entries.push(isSame ? entry : next);
    else if (!before) entries.push(entry);
  }
  return inSavedOrder(saved, entries.toSpliced(place ?? entries.length, 0, ...left.values()));
}

/**
 * The same for all entries of a list at once, the main number included. The later of two with the same target wins.
 */
export function putList(saved: OutgoingNumbers, present: OutgoingNumbers, given: readonly Given[]): OutgoingNumbers {
  const entries = given.filter((one): one is Entry => !("main" in one));
  return {
    ...documentOf(present),
    main: given.find((one) => "main" in one)?.main ?? present.main,
    personal: put(saved.personal, present.personal, entries.filter(isPersonal)),
    regional: put(saved.regional, present.regional, entries.filter(isRegional)),
  };
}

/** The entries that a list does not have. */
export function targetsMissing(
  { personal, regional }: OutgoingNumbers,
  listed: ReadonlySet<Target>,
): readonly Target[] {
  return [...personal, ...regional].map(targetKey).filter((target) => !listed.has(target));
}

/** Removes entries; those of a row are its `targets`. */
export function removeTargets(present: OutgoingNumbers, targets: Iterable<Target>): OutgoingNumbers {
  const gone = new Set(targets);
  const stays = (entry: Entry) => !gone.has(targetKey(entry));
  return {
    ...documentOf(present),
    personal: present.personal.filter(stays),
    regional: present.regional.filter(stays),
  };
}

/**
 * The saved document followed by entries that were never saved: compared with it, their rows count as removed and can
 * be restored.
 * @param discarded entries that were added and removed again
 */
export function withDiscarded(saved: OutgoingNumbers, discarded: readonly Entry[]): OutgoingNumbers {
  if (discarded.length === 0) return saved;
  const isNew = (entries: readonly Entry[]) => {
    const known = byTarget(entries);
    return (entry: Entry) => !known.has(targetKey(entry));
  };
  return {
    ...documentOf(saved),
    personal: [...saved.personal, ...discarded.filter(isPersonal).filter(isNew(saved.personal))],
    regional: [...saved.regional, ...discarded.filter(isRegional).filter(isNew(saved.regional))],
  };
}

const isPersonal = (entry: Entry): entry is PersonalEntry => "device" in entry;
const isRegional = (entry: Entry): entry is RegionalEntry => !isPersonal(entry);

/**
 * Resets each of these targets, which may include `main` and `priority`, to what is saved: this undoes changes,
 * restores rows and, after somebody else has saved, takes their version.
 */
export function restoreTargets(
  saved: OutgoingNumbers,
  present: OutgoingNumbers,
  targets: Iterable<Target>,
): OutgoingNumbers {
  const wanted = new Set(targets);
  return {
    main: wanted.has("main") ? saved.main : present.main,
    personal: restored(saved.personal, present.personal, wanted),
    regional: restored(saved.regional, present.regional, wanted),
    priority: wanted.has("priority") ? saved.priority : present.priority,
  };
}

function restored<E extends Entry>(saved: readonly E[], present: readonly E[], wanted: ReadonlySet<Target>): E[] {
  const isWanted = (entry: E) => wanted.has(targetKey(entry));
  const others = present.filter((entry) => !isWanted(entry));
  return inSavedOrder(saved, [...others, ...saved.filter(isWanted)]);
}
