import { Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQueries } from "@tanstack/react-query";
import type { Company } from "../../src/policy/company.ts";
import { dialledQuery } from "../api/dialled.ts";
import { useLanguage, useWords } from "../words/use-words.ts";
import classes from "./company-page.module.css";
import { meaningText } from "../ui/meaning-text.ts";
import { outsideLineCalls } from "./outside-line-calls.ts";

/** Long enough for several digits: each pause asks about every example. */
const ASK_AFTER_MS = 500;

/** What the outside line does to calls of the country, before it is saved. @param props.settings the unsaved fields */
export function OutsideLineHint({ company, settings }: Readonly<{ company: string; settings: Company }>) {
  const say = useWords();
  const language = useLanguage();
  const [asked] = useDebouncedValue(settings, ASK_AFTER_MS);
  const { outsideLine = "" } = asked;
  const calls = outsideLineCalls(outsideLine, asked.country);
  const answers = useQueries({
    queries: calls.map(({ dialled }) => dialledQuery(company, dialled, "desk_phone", asked)),
  });
  const isAbout = settings.outsideLine === asked.outsideLine && settings.country === asked.country;
  const isKnown = calls.length > 0 && answers.every(({ data }) => data !== undefined);
  return (
    <div role="status" aria-label={say("dialling.with", { outsideLine })}>
      {isAbout && isKnown && (
        <>
          <Text size="sm" mt="xs">
            {say("dialling.with", { outsideLine })}
          </Text>
          <ul className={classes.examples}>
            {calls.map(({ dialled, expected }, at) => {
              const { destination } = answers[at]!.data!;
              const meaning = meaningText(destination, say, language);
              const key = destination.kind === expected ? "dialling.reads" : "dialling.readsWrong";
              return <li key={dialled}>{say(key, { dialled, meaning })}</li>;
            })}
          </ul>
        </>
      )}
    </div>
  );
}
