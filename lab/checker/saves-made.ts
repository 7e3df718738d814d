/** What was saved, as its sender knows it: each save has a mark, by which the history tells which one it was. */
import { isDeepStrictEqual } from "node:util";
import type { DecidingDocuments } from "../../src/policy/documents.ts";
import type { Change } from "../../src/policy/changes.ts";

/** The documents that a company has so far; null if there is no such company. */
export type State = Readonly<Partial<DecidingDocuments>> | null;

/** @param company null for the trunk, whose document stands under `company` */
export type SaveMade = Readonly<
  { mark: number; company: string | null } & (
    | { action: "company.put"; body: DecidingDocuments["company"] }
    | { action: "directory.put"; body: DecidingDocuments["directory"] }
    | { action: "outgoing-numbers.put"; body: DecidingDocuments["outgoing-numbers"] }
    | { action: "trunk.put"; body: object }
    | { action: "company.delete" }
  )
>;

/** Marks have seven digits, so that they can stand in a name and in a prefix. */
export const FIRST_MARK = 1_000_000;

export const nameOf = (mark: number) => `m${mark}`;
/** Of Munich, where nobody calls. */
export const prefixOf = (mark: number) => `+4989${mark}`;

/** The marks that a row of the history has written; those that it replaced stand under `from`. */
export function marksIn(changes: readonly Change[]): readonly number[] {
  const written = changes.map(({ path, to }) => (to === undefined ? "" : JSON.stringify([path, to]))).join();
  return [...written.matchAll(/(?:"m|\+4989)([1-9]\d{6})(?!\d)/g)].map(([, mark]) => Number(mark));
}

/** A company after a save, by the documented rules alone. */
export function after(before: State, save: SaveMade): State {
  switch (save.action) {
    case "company.put":
      return { ...before, company: save.body };
    case "directory.put":
      return withMain({ ...before, directory: save.body });
    case "outgoing-numbers.put":
      return { ...before, "outgoing-numbers": save.body };
    case "company.delete":
      return null;
    case "trunk.put":
      return before;
  }
}

/** The first number becomes the main one. */
function withMain(state: NonNullable<State>): State {
  const outgoing = state["outgoing-numbers"] ?? { main: null, personal: [], regional: [], priority: "regional" };
  const numbers = state.directory?.numbers ?? [];
  if (outgoing.main !== null && numbers.some(({ number }) => number === outgoing.main)) return state;
  const main = numbers.find(({ on }) => on)?.number ?? null;
  return main === outgoing.main ? state : { ...state, "outgoing-numbers": { ...outgoing, main } };
}

/** The number that a call with this prefix must show; null for none. */
export function shownFor(state: NonNullable<State>, prefix: string): string | null {
  const outgoing = state["outgoing-numbers"];
  const owned = new Set(state.directory?.numbers.map(({ number }) => number));
  const entry = outgoing?.regional.find((entry) => "prefix" in entry && entry.prefix === prefix);
  if (entry !== undefined && owned.has(entry.number)) return entry.number;
  return outgoing?.main ?? null;
}

export const sameState = (one: State, other: State) => isDeepStrictEqual(plain(one), plain(other));

const plain = (state: State) => (state === null ? null : (JSON.parse(JSON.stringify(state)) as unknown));
