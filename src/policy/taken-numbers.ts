import type { Directory } from "./directory.ts";
import { ProblemList, type Problems } from "./problem-list.ts";

/** @param owners the numbers that other companies have */
export function takenNumbers({ numbers }: Directory, owners: ReadonlyMap<string, string>): Problems {
  const list = new ProblemList();
  for (const [at, { number }] of numbers.entries())
    if (owners.has(number))
      list.add({
        path: `/numbers/${at}/number`,
        code: "number_taken",
        message: `${number} belongs to another company.`,
      });
  return list;
}
