/** Which employees or departments a cell names. */
import { foldedWords } from "../find/fold.ts";

type Named = Readonly<{ id: string; name: string }>;

/**
 * Those of exactly this name, else of the same words.
 * @param ids whether an id is read, too, and before a name
 */
export function nameReader<T extends Named>(things: readonly T[], ids: boolean): (text: string) => readonly T[] {
  const withId = ids ? things : [];
  const written = [Map.groupBy(withId, ({ id }) => id), Map.groupBy(things, ({ name }) => name)];
  const folded = [Map.groupBy(things, ({ name }) => wordsOf(name)), Map.groupBy(withId, ({ id }) => wordsOf(id))];
  return (text) => first(written, text) ?? first(folded, wordsOf(text)) ?? [];
}

/** What texts have in common that name the same. */
export const wordsOf = (text: string) => foldedWords(text).join(" ");

/** No text names nobody. */
function first<T>(maps: readonly ReadonlyMap<string, T>[], key: string): T | undefined {
  return key === "" ? undefined : maps.find((map) => map.has(key))?.get(key);
}
