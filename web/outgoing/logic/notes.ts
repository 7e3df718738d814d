/** What is wrong in a row, one note for one cause, however many entries it concerns. */
import { targetKey } from "../../../src/policy/entry-target.ts";
import type { Problem, Warning } from "../../../src/policy/problem.ts";
import type { Entry, Target } from "./document.ts";
import type { ProblemsByTarget } from "./pointers.ts";

export type RowNote = Readonly<{
  code: Problem["code"] | Warning["code"];
  /** Whether it keeps the document from being saved. */
  isError: boolean;
  /** Whether it is about the row's number, and so about every entry of the row. */
  isOfNumber: boolean;
  /** In the row's order. */
  entries: readonly Entry[];
  targets: readonly Target[];
  /** The entries that cause it. */
  others: readonly Entry[];
}>;

const OF_NUMBER: ReadonlySet<RowNote["code"]> = new Set(["number_off", "number_gone", "number_unknown"]);

export const isOfNumber = (code: RowNote["code"]): boolean => OF_NUMBER.has(code);

type Chips = readonly Readonly<{ target: Target; entry: Entry }>[];
type Found = Readonly<{ target: Target; entry: Entry; others: readonly Entry[]; isError: boolean }> &
  Pick<RowNote, "code">;

/**
 * @param variantOf tells apart causes that have the same code
 * @returns errors before warnings, otherwise in the row's order
 */
export function notesOfRow(
  { chips }: Readonly<{ chips: Chips }>,
  problems: ProblemsByTarget,
  variantOf: (entry: Entry, code: RowNote["code"]) => string,
): readonly RowNote[] {
  const found = chips.flatMap(({ target, entry }): readonly Found[] => {
    const { errors = [], warnings = [] } = problems.get(target) ?? {};
    return [
      ...errors.map(({ code }) => ({ target, entry, code, others: [], isError: true })),
      ...warnings.map(({ code, others }) => ({ target, entry, code, others, isError: false })),
    ];
  });
  const causeOf = ({ entry, code, others, isError }: Found) =>
    OF_NUMBER.has(code) ? code : JSON.stringify([isError, code, variantOf(entry, code), others.map(targetKey)]);
  return [...Map.groupBy(found, causeOf).values()]
    .map((alike) => ({
      code: alike[0]!.code,
      isError: alike.some(({ isError }) => isError),
      isOfNumber: OF_NUMBER.has(alike[0]!.code),
      entries: alike.map(({ entry }) => entry),
      targets: alike.map(({ target }) => target),
      others: alike[0]!.others,
    }))
    .toSorted((a, b) => Number(b.isError) - Number(a.isError));
}
