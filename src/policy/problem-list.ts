import type { Problem } from "./problem.ts";

/** The reasons not to save a document. */
export type Problems = Readonly<{
  problems: readonly Problem[];
  /** The number of problems that are not listed. */
  more: number;
}>;

/** Nobody reads more, and an answer must not be many times as long as a document full of mistakes. */
export const MOST_PROBLEMS = 100;

/** Lists the first hundred problems of a document and counts the rest. */
export class ProblemList implements Problems {
  readonly problems: Problem[] = [];
  more = 0;

  add(problem: Problem): void {
    if (this.problems.length < MOST_PROBLEMS) this.problems.push(problem);
    else this.more++;
  }
}
