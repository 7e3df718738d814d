import { intoSight } from "../ui/into-sight.ts";
import { useWords } from "../words/use-words.ts";
import { ConflictNote } from "./conflict-note.tsx";
import type { Field, FieldOverlap } from "./fields.ts";
import type { Conflict } from "./save-over.ts";

type FieldTexts<T> = Readonly<{
  fieldText: (field: Field<T>) => string;
  /** The values in words; empty if there is none. */
  valueTexts: { readonly [F in Field<T>]-?: (value: T[F]) => string };
}>;

type Props<T> = FieldTexts<T> & Readonly<{ conflict: Conflict<FieldOverlap<T>> }>;

/** Says that somebody else saved the same form in between. */
export function FieldConflict<T>({ conflict, fieldText, valueTexts }: Props<T>) {
  const say = useWords();
  const open = conflict.overlaps.map(({ name, base, mine, theirs }) => {
    const value = (of: T[Field<T>] | undefined) => valueTexts[name](of as T[Field<T>]) || say("conflict.nothing");
    return { name, subject: fieldText(name), base: value(base), mine: value(mine), theirs: value(theirs) };
  });
  return <ConflictNote ref={intoSight} about="data" conflict={conflict} open={open} />;
}
