/** The rows of the two blocks: what is saved and what is present, one over the other. */
import { targetKey } from "../../../src/policy/entry-target.ts";
import type {
  DeviceCondition,
  OutgoingNumbers,
  PersonalEntry,
  RegionalEntry,
} from "../../../src/policy/outgoing-numbers.ts";
import { byTarget, type Entry, type Target } from "./document.ts";

/** Against what is saved. What is removed stays visible, struck through, until it is saved. */
export type State = "saved" | "added" | "changed" | "removed";

/** One person, country or prefix of a row. */
type Chip<E extends Entry> = Readonly<{
  target: Target;
  /** The present entry; the saved one where it is removed. */
  entry: E;
  state: State;
  /** The saved number where it is changed. */
  from: string | null;
}>;

type Row<E extends Entry> = Readonly<{
  key: string;
  number: string;
  state: State;
  /** The saved number where all of the row that is not removed had this one other number. */
  from: string | null;
  /** The row's own saved ones in their order, then who came to it. */
  chips: readonly Chip<E>[];
  /** Of all chips, the removed ones too: what removing and restoring the row is about. */
  targets: readonly Target[];
}>;

export type PersonalRow = Row<PersonalEntry> & Readonly<{ device: DeviceCondition }>;

type CountryEntry = Extract<RegionalEntry, { country: string }>;
type PrefixEntry = Extract<RegionalEntry, { prefix: string }>;

/**
 * The countries of one number share a row, as they are ticked together and say one thing; each prefix has its own,
 * as it is typed alone and read against the other prefixes.
 */
type CountriesRow = Row<CountryEntry> & Readonly<{ kind: "countries" }>;
type PrefixRow = Row<PrefixEntry> & Readonly<{ kind: "prefix"; prefix: string }>;
export type RegionalRow = CountriesRow | PrefixRow;

/** What a row is known by: while number and device stay, the row is the same. */
export const personalRowKey = (number: string, device: DeviceCondition) => `${number} ${device}`;
const countriesRowKey = (number: string) => `countries ${number}`;
/** Also the target of the entry. */
const prefixRowKey = (prefix: string) => `prefix ${prefix}`;

/** One row for a number and a device condition. Saved rows in their saved order, then the added ones. */
export function personalRows(saved: OutgoingNumbers, present: OutgoingNumbers): readonly PersonalRow[] {
  const keyOf = ({ number, device }: PersonalEntry) => personalRowKey(number, device);
  return rowsOf(saved.personal, present.personal, keyOf).map((row) => ({ ...row, device: row.chips[0]!.entry.device }));
}

/** One row for the countries of a number, one for each prefix, in the order of {@link personalRows}. */
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

/** Each row that says what it said before is the one before, so that it is not drawn again. */
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
  // A row that is not saved itself stands where what came to it first stood, behind the row that it came from.
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
