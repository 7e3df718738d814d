import { Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Trunk } from "../api/trunks.ts";
import { writePhone } from "../ui/phone-number.tsx";
import { useLanguage, useWords } from "../words/use-words.ts";
import { exampleNumbers, nearTheReader } from "./example-numbers.ts";
import { tryQuery } from "./try-query.ts";

const ASK_AFTER_MS = 150;

/** What is not about the form of numbers; the same for all, so that equal forms are asked about once. */
const REST = {
  name: "-",
  domain: "carrier.example",
  identity: "both",
  diversion: "none",
  accepts: "all",
  foreign: false,
  displayName: "none",
} as const;

const PLUS = { form: "plus" } as const;

type Asked = Readonly<{ shown: Trunk["shown"] } | { called: Trunk["called"] }>;

type Example = Readonly<{ number: string; written: string }>;

/** Numbers as the service writes them in this form; none while its country is missing. */
export function useExamples(asked: Asked): readonly Example[] {
  const language = useLanguage();
  const form = "shown" in asked ? asked.shown : asked.called;
  const country = "country" in form ? form.country : null;
  const numbers = useMemo(() => {
    if (country === "") return [];
    // The form of no country writes all numbers alike: one example is enough.
    return country === null ? exampleNumbers(nearTheReader(language)).slice(0, 1) : exampleNumbers(country);
  }, [country, language]);
  const answers = useQueries({
    queries: numbers.map((number) => ({
      ...tryQuery({ ...REST, shown: PLUS, called: PLUS, ...asked }, { shown: number, called: number }),
      placeholderData: keepPreviousData,
    })),
  });
  return numbers.flatMap((number, at) => {
    const { data } = answers[at]!;
    const written = "shown" in asked ? data?.from?.user : data?.called;
    return written == null ? [] : [{ number, written }];
  });
}

/** The same below the fields of the form, while they are changed. */
export function Examples({ asked }: Readonly<{ asked: Asked }>) {
  const say = useWords();
  // Equal forms are one value, although each render makes another.
  const [text] = useDebouncedValue(JSON.stringify(asked), ASK_AFTER_MS);
  const examples = useExamples(useMemo(() => JSON.parse(text) as Asked, [text]));
  return (
    <div role="status">
      {examples.map(({ number, written }) => (
        <Text key={number} size="sm" mt={4}>
          {say("trunks.example", { number: writePhone(number), written })}
        </Text>
      ))}
    </div>
  );
}
