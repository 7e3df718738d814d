import { Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Directory } from "../../src/policy/directory.ts";
import { unmetQuery } from "../api/expectations.ts";
import list from "../ui/list.module.css";
import { useWords } from "../words/use-words.ts";
import { useExpectationWords } from "./use-expectation-words.ts";

/** Calls that are listed; the rest is counted. */
const SHOWN = 20;

type Props = Readonly<{
  company: string;
  directory: Directory;
  /** What would not hold: their places among the expectations, and what they would show. */
  broken: readonly Readonly<{ at: number; got: string | null }>[];
}>;

/** The calls that unsaved changes would break. */
export function WouldBreak({ company, directory, broken }: Props) {
  const say = useWords();
  const { data } = useQuery(unmetQuery(company));
  const words = useExpectationWords(directory);
  return (
    <section>
      <Title order={3}>{say("saving.breaks", { count: broken.length })}</Title>
      <ul className={list.lines}>
        {broken.slice(0, SHOWN).map(({ at, got }) => {
          const expectation = data?.results[at]?.expectation;
          if (expectation === undefined) return null;
          const call = { caller: words.caller(expectation), dialled: words.dialled(expectation) };
          return (
            <li key={at}>
              <span>
                <Text fw={600} component="span" display="block">
                  {say("expect.call", call)}
                </Text>
                <Text size="sm" component="span">
                  {say("expect.instead", { expected: words.number(expectation.shows), got: words.number(got) })}
                </Text>
              </span>
            </li>
          );
        })}
      </ul>
      {broken.length > SHOWN && <Text size="sm">{say("common.andMore", { count: broken.length - SHOWN })}</Text>}
    </section>
  );
}
