/** The rows of the two blocks: the present entries, compared with the saved ones. */
import { targetKey } from "../../../src/policy/entry-target.ts";
import type {
  DeviceCondition,
  OutgoingNumbers,
  PersonalEntry,
  RegionalEntry,
} from "../../../src/policy/outgoing-numbers.ts";
import { byTarget, type Entry, type Target } from "./document.ts";

/** Compared with what is saved. Removed entries stay visible, struck through, until the document is saved. */
export type State = "saved" | "added" | "changed" | "removed";

/** One person, country or prefix of a row. */
type Chip<E extends Entry> = Readonly<{
  target: Target;
  /** The present entry; the saved one if it is removed. */
  entry: E;
  state: State;
  /** The saved number if it is changed. */
  from: string | null;
}>;

type Row<E extends Entry> = Readonly<{
  key: string;
  number: string;
  state: State;
  /** The saved number if all entries of the row that are not removed had this other number. */
  from: string | null;
  /** The row's saved entries in their saved order, then those that came from other rows or are new. */
  chips: readonly Chip<E>[];
  /** The targets of all chips, including removed ones: removing and restoring the row concerns them all. */
  targets: readonly Target[];
}>;

export type PersonalRow = Row<PersonalEntry> & Readonly<{ device: DeviceCondition }>;

type CountryEntry = Extract<RegionalEntry, { country: string }>;
type PrefixEntry = Extract<RegionalEntry, { prefix: string }>;

/**
 * The countries of one number share a row, as they are ticked together; each prefix has its own, as it is typed alone
 * and compared with the other prefixes.
 */
type CountriesRow = Row<CountryEntry> & Readonly<{ kind: "countries" }>;
type PrefixRow = Row<PrefixEntry> & Readonly<{ kind: "prefix"; prefix: string }>;
export type RegionalRow = CountriesRow | PrefixRow;

/** Identifies a row: it is the same while number and device are the same. */
export const personalRowKey = (number: string, device: DeviceCondition) => `${number} ${device}`;
const countriesRowKey = (number: string) => `countries ${number}`;
/** Also the target of the entry. */
const prefixRowKey = (prefix: string) => `prefix ${prefix}`;

/** One row per number and device condition, saved rows in their saved order before added ones. */
export function personalRows(saved: OutgoingNumbers, present: OutgoingNumbers): readonly PersonalRow[] {
  const keyOf = ({ number, device }: PersonalEntry) => personalRowKey(number, device);
  return rowsOf(saved.personal, present.personal, keyOf).map((row) => ({ ...row, device: row.chips[0]!.entry.device }));
}

/** One row per number for its countries and one per prefix, ordered as {@link personalRows} does. */
export function regionalRows(saved: OutgoingNumbers, present: OutgoingNumbers): readonly RegionalRow[] {
  const keyOf = (entry: RegionalEntry) =>
    "country" in entry ? countriesRowKey(entry.number) : prefixRowKey(entry.prefix);
  return rowsOf(saved.regional, present.regional, keyOf).map((row) => {
    const { entry } = row.chips[0]!;
    return "prefix" in entry
      ? { ...(row as Row<PrefixEntry>), kind: "prefix", prefix: entry.prefix }
      : { ...(row as Row<CountryEntry>), kind: "countries" };
  });
}

/** The part of a row that is one entry, as if it were the whole row: to edit it leaves the others alone. */
export function rowOfOne(rows: readonly PersonalRow[], target: Target): PersonalRow | undefined {
  const row = rows.find(({ targets }) => targets.includes(target));
  return row && { ...row, chips: row.chips.filter((chip) => chip.target === target), targets: [target] };
}

/** Replaces each unchanged row by the identical object of before, so that it is not rendered again. */
export function sameRows<R extends Row<Entry>>(before: readonly R[], rows: readonly R[]): readonly R[] {
  const known = new Map(before.map((row) => [row.key, row]));
  return rows.map((row) => {
    const last = known.get(row.key);
    return last && isSame(last, row) ? last : row;
  });
}

function isSame(a: Row<Entry>, b: Row<Entry>): boolean {
  if (a.number !== b.number || a.state !== b.state || a.from !== b.from || a.chips.length !== b.chips.length)
    return false;
  return a.chips.every((chip, at) => {
    const { entry, state, from } = b.chips[at]!;
    return chip.entry === entry && chip.state === state && chip.from === from;
  });
}

type Growing<E extends Entry> = { place: number; own: Chip<E>[]; come: Chip<E>[] };

function rowsOf<E extends Entry>(saved: readonly E[], present: readonly E[], keyOf: (entry: E) => string): Row<E>[] {
  const now = byTarget(present);
  const savedPlaces = new Map<string, number>();
  for (const [at, entry] of saved.entries()) {
    const key = keyOf(entry);
    if (!savedPlaces.has(key)) savedPlaces.set(key, at);
  }
  const growing = new Map<string, Growing<E>>();
  // An unsaved row stands where its first entry stood, behind the row that the entry came from.
  const rowAt = (key: string, at: number) => {
    const row = growing.get(key) ?? { place: savedPlaces.get(key) ?? at + 0.5, own: [], come: [] };
    growing.set(key, row);
    return row;
  };
  const known = new Set<Target>();
  for (const [at, before] of saved.entries()) {
    const target = targetKey(before);
    known.add(target);
    const entry = now.get(target) ?? before;
    const chip: Chip<E> = { target, entry, ...stateOf(before, now.get(target)) };
    const key = keyOf(entry);
    const row = rowAt(key, at);
    (key === keyOf(before) ? row.own : row.come).push(chip);
  }
  for (const [target, entry] of now)
    if (!known.has(target)) rowAt(keyOf(entry), saved.length).come.push({ target, entry, state: "added", from: null });

  return [...growing]
    .sort(([, a], [, b]) => a.place - b.place)
    .map(([key, { own, come }]) => finish(key, [...own, ...come]));
}

function stateOf(before: Entry, now: Entry | undefined): Readonly<{ state: State; from: string | null }> {
  if (!now) return { state: "removed", from: null };
  return now.number === before.number ? { state: "saved", from: null } : { state: "changed", from: before.number };
}

function finish<E extends Entry>(key: string, chips: readonly Chip<E>[]): Row<E> {
  const { entry, state } = chips[0]!;
  const kept = chips.filter(({ state }) => state !== "removed");
  const from = kept[0]?.from ?? null;
  return {
    key,
    number: entry.number,
    state: chips.every((chip) => chip.state === state) ? state : "changed",
    from: kept.every((chip) => chip.from === from) ? from : null,
    chips,
    targets: chips.map(({ target }) => target),
  };
}
