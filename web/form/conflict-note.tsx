import { Alert, Text } from "@mantine/core";
import { intoSight } from "../ui/into-sight.ts";
import { useMomentText, useWho, useWords } from "../words/use-words.ts";
import type { Field } from "./two-edits.ts";
import type { Conflict } from "./use-fields.ts";

type Props<T> = Readonly<{
  conflict: Conflict<T>;
  fieldText: (field: Field<T>) => string;
  /** The values in words; empty where there is none. */
  valueTexts: { readonly [F in Field<T>]-?: (value: T[F]) => string };
}>;

/** Somebody else saved in between: who and when, and what both changed, to what. */
export function ConflictNote<T>({ conflict, fieldText, valueTexts }: Props<T>) {
  const say = useWords();
  const momentText = useMomentText();
  const whoText = useWho();
  const { who, at, overlaps } = conflict;
  const title =
    who === null || at === null
      ? say("directory.conflictUnknown")
      : say("directory.conflict", { who: whoText(who), when: momentText(at) });
  return (
    <Alert color="gray" variant="outline" role="alert" ref={intoSight} c="var(--mantine-color-text)" title={title}>
      {say(overlaps.length > 0 ? "directory.conflictBoth" : "directory.conflictApart")}
      {overlaps.map((overlap) => {
        const { field, base, mine, theirs } = overlap;
        const value = (of: T[Field<T>]) => valueTexts[field](of) || say("saving.nobody");
        const values = { subject: fieldText(field), base: value(base), mine: value(mine), theirs: value(theirs) };
        return (
          <Text key={field} size="sm" mt="xs">
            {say("saving.overlap", values)}
          </Text>
        );
      })}
    </Alert>
  );
}
