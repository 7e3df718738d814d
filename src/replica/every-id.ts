import type { LocalCopy } from "../store/local-copy.ts";

/** Ids read at once while all companies are gone through. */
const PAGE = 500;

export function* everyId(copy: Pick<LocalCopy, "ids">): Generator<string> {
  for (let after: string | null = null; ;) {
    const page: readonly string[] = copy.ids(after, PAGE);
    yield* page;
    if (page.length < PAGE) return;
    after = page.at(-1)!;
  }
}
