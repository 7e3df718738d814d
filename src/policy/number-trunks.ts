/** The trunks that a company's numbers carry. */
import type { CompanyNumber, Directory } from "./directory.ts";
import { ProblemList, type Problems } from "./problem-list.ts";

/** A trunk that a number carries and did not carry before. */
type Mark = Readonly<{ path: string; trunk: string }>;

export function newMarks({ numbers }: Directory, current: Directory): readonly Mark[] {
  const standing = new Map(current.numbers.map(({ number, trunks }) => [number, trunks]));
  const marksOf = ({ number, trunks = [] }: CompanyNumber, at: number) =>
    trunks.flatMap((trunk, nth) =>
      standing.get(number)?.includes(trunk) ? [] : { path: `/numbers/${at}/trunks/${nth}`, trunk },
    );
  return numbers.flatMap(marksOf);
}

/** @param known the ids of all trunks */
export function unknownTrunks(marks: readonly Mark[], known: ReadonlySet<string>): Problems {
  const list = new ProblemList();
  for (const { path, trunk } of marks)
    if (!known.has(trunk)) list.add({ path, code: "trunk_unknown", message: `There is no trunk “${trunk}”.` });
  return list;
}

export const sameTrunks = (a: readonly string[] = [], b: readonly string[] = []) =>
  new Set(a).symmetricDifference(new Set(b)).size === 0;
