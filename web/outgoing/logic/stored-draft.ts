/** The form in which the browser stores a draft, so that unsaved changes survive a reload. */
import { E164 } from "../../../src/number/e164.ts";
import type { OutgoingNumbers, PersonalEntry, RegionalEntry } from "../../../src/policy/outgoing-numbers.ts";
import { isKeptKey, keptKey } from "../../session/kept-in-browser.ts";
import { byTarget, type Entry, type Priority } from "./document.ts";
import type { Overlap } from "./rebase.ts";

export type StoredDraft = Readonly<{
  company: string;
  /** The `person` of the session. */
  who: string;
  /** The tab that stored it. */
  tab: string;
  /** When it was stored, in milliseconds since 1970. */
  at: number;
  /** The revision of `base`. */
  revision: number;
  base: OutgoingNumbers;
  present: OutgoingNumbers;
  /** Overlaps with somebody else's save that are not settled yet. */
  overlaps: readonly Overlap[];
}>;

const VERSION = 3;

/** Drafts that a browser keeps, and for how long: a draft says how a company was, and nobody looks for it after weeks. */
const KEPT = 20;
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

const WHAT = "outgoing-numbers/";

/** The storage key: one per company, tab and person. */
export const draftKey = ({ company, tab, who }: Pick<StoredDraft, "company" | "tab" | "who">) =>
  keptKey(WHAT + [company, tab].map(encodeURIComponent).join("/"), who);

export const serialiseDraft = (draft: StoredDraft): string => JSON.stringify({ version: VERSION, ...draft });

/** @returns null for anything that {@link serialiseDraft} did not write for this key */
export function parseDraft(key: string, text: string | null): StoredDraft | null {
  const value = text === null ? undefined : json(text);
  if (!has(value, STORED_DRAFT)) return null;
  const { version: _, ...rest } = value;
  const draft = rest as StoredDraft;
  return draftKey(draft) === key ? draft : null;
}

type Kept = Readonly<{
  /** Newest first. */
  drafts: readonly StoredDraft[];
  /** The keys of what is too old, too much or unreadable. */
  outdated: readonly string[];
}>;

/**
 * Sorts what a browser has stored; the keys of other things are left out.
 * @param now in milliseconds since 1970
 */
export function keptDrafts(stored: Iterable<readonly [key: string, text: string]>, now: number): Kept {
  const own = [...stored].filter(([key]) => isKeptKey(key, WHAT));
  const drafts = own
    .flatMap(([key, text]) => parseDraft(key, text) ?? [])
    .filter(({ at }) => now - at < KEPT_MS)
    .toSorted((a, b) => b.at - a.at)
    .slice(0, KEPT);
  const kept = new Set(drafts.map(draftKey));
  return { drafts, outdated: own.map(([key]) => key).filter((key) => !kept.has(key)) };
}

type Check = (value: unknown) => boolean;
type Shape = Readonly<Record<string, Check>>;

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether it has exactly these members, each of its shape. */
function has(value: unknown, shape: Shape): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const members = Object.entries(value);
  return (
    members.length === Object.keys(shape).length &&
    members.every(([name, member]) => Object.hasOwn(shape, name) && shape[name]!(member))
  );
}

const text: Check = (value) => typeof value === "string";
const only =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);
const object =
  (...shapes: readonly Shape[]): Check =>
  (value) =>
    shapes.some((shape) => has(value, shape));
const list =
  (item: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(item);

const number: Check = (value) => typeof value === "string" && E164.test(value);
const numberOrNull: Check = (value) => value === null || number(value);

type ShapeOf<T> = T extends unknown ? Readonly<Record<keyof T, Check>> : never;

const device = only("any", "corporate_sim", "except_corporate_sim");
const PERSONAL: readonly ShapeOf<PersonalEntry>[] = [
  { number, employee: text, device },
  { number, department: text, device },
];
const REGIONAL: readonly ShapeOf<RegionalEntry>[] = [
  { number, country: (value) => typeof value === "string" && /^[A-Z]{2}$/.test(value) },
  { number, prefix: text },
];

/** Entries with distinct targets. */
const entries = (shapes: readonly Shape[]): Check => {
  const shaped = list(object(...shapes));
  return (value) => shaped(value) && byTarget(value as readonly Entry[]).size === (value as readonly Entry[]).length;
};

const OUTGOING: ShapeOf<OutgoingNumbers> = {
  main: numberOrNull,
  personal: entries(PERSONAL),
  regional: entries(REGIONAL),
  priority: only("regional" satisfies Priority, "personal" satisfies Priority),
};

const sides = { target: text, base: numberOrNull, mine: numberOrNull, theirs: numberOrNull };
const OVERLAPS: readonly Shape[] = [
  { ...sides, block: only("main") },
  { ...sides, block: only("personal"), entry: object(...PERSONAL) },
  { ...sides, block: only("regional"), entry: object(...REGIONAL) },
];

const STORED_DRAFT: ShapeOf<StoredDraft> & Shape = {
  version: only(VERSION),
  company: text,
  who: text,
  tab: text,
  at: (value) => Number.isSafeInteger(value),
  revision: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
  base: object(OUTGOING),
  present: object(OUTGOING),
  overlaps: list(object(...OVERLAPS)),
};
