import type { DecidingCopy } from "../store/deciding-copy.ts";

/** How many ids are read at once while iterating over all companies. */
const PAGE = 500;

export function* everyId(copy: Pick<DecidingCopy, "ids">): Generator<string> {
  for (let after: string | null = null; ;) {
    const page: readonly string[] = copy.ids(after, PAGE);
    yield* page;
    if (page.length < PAGE) return;
    after = page.at(-1)!;
  }
}
