import { useMemo } from "react";
import { useLanguage, useWords } from "../../words/use-words.ts";
import { useShownDraft } from "../draft-context.ts";
import { useNames } from "../use-names.ts";

/** What decisions are told in words by. */
export function useCallWords() {
  const say = useWords();
  const language = useLanguage();
  const names = useNames();
  const { directory, fields, present } = useShownDraft();
  const { priority } = present;
  return useMemo(() => {
    const labels = new Map(directory.numbers.map(({ number, label }) => [number, label]));
    return { say, language, names, fields, priority, labelOf: (number: string) => labels.get(number) ?? "" };
  }, [say, language, names, directory, fields, priority]);
}
