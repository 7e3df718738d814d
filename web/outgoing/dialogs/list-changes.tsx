import { Text, Title } from "@mantine/core";
import list from "../../ui/list.module.css";
import { useWords } from "../../words/use-words.ts";
import { countsOf, type Change } from "../logic/changes.ts";
import { useChangeText } from "../save/change-text.ts";

/** Changes that are listed; the rest is counted. */
const SHOWN = 100;

/** What a file changes on the page. */
export function ListChanges({ changes }: Readonly<{ changes: readonly Change[] }>) {
  const say = useWords();
  const textOf = useChangeText();
  if (changes.length === 0) return <Text>{say("sheet.nothing")}</Text>;
  return (
    <section>
      <Title order={3}>{say("sheet.willChange")}</Title>
      <Text size="sm">{say("sheet.counts", countsOf(changes))}</Text>
      <ul className={list.lines}>
        {changes.slice(0, SHOWN).map((change) => (
          <li key={change.target}>
            <Text size="sm" component="span">
              {textOf(change)}
            </Text>
          </li>
        ))}
      </ul>
      {changes.length > SHOWN && <Text size="sm">{say("common.andMore", { count: changes.length - SHOWN })}</Text>}
    </section>
  );
}
