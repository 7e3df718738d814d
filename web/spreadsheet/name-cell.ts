/** Which employees or departments a cell names. */
import { foldedWords } from "../find/fold.ts";

type Named = Readonly<{ id: string; name: string }>;

/**
 * Finds objects by their exact name, or else by the words of it.
 * @param ids whether ids are read, too, before names
 */
export function nameReader<T extends Named>(things: readonly T[], ids: boolean): (text: string) => readonly T[] {
  const withId = ids ? things : [];
  const written = [Map.groupBy(withId, ({ id }) => id), Map.groupBy(things, ({ name }) => name)];
  const folded = [Map.groupBy(things, ({ name }) => wordsOf(name)), Map.groupBy(withId, ({ id }) => wordsOf(id))];
  return (text) => first(written, text) ?? first(folded, wordsOf(text)) ?? [];
}

/** A text as it is compared with names. */
export const wordsOf = (text: string) => foldedWords(text).join(" ");

/** An empty text finds nothing. */
function first<T>(maps: readonly ReadonlyMap<string, T>[], key: string): T | undefined {
  return key === "" ? undefined : maps.find((map) => map.has(key))?.get(key);
}
