/** What an undoing or a restoration would do, before it is done. */
import { Stack, Text, Title } from "@mantine/core";
import type { Told } from "./change-words.ts";
import { ToldList } from "./told-list.tsx";
import { useWords } from "../words/use-words.ts";

const FIRST = 30;

type Props = Readonly<{
  /** The heading of the changes. */
  title: string;
  changes: readonly Told[];
  /** How many more there are. */
  moreChanges: number;
  /** What is said where nothing would change. */
  nothing: string;
  leftOut: readonly string[];
  moreLeftOut: number;
}>;

export function Trial({ title, changes, moreChanges, nothing, leftOut, moreLeftOut }: Props) {
  const say = useWords();
  return (
    <Stack gap="sm">
      {changes.length === 0 ? (
        <Text>{nothing}</Text>
      ) : (
        <section>
          <Title order={3}>{title}</Title>
          <ToldList told={changes} first={FIRST} />
          {moreChanges > 0 && <Text size="sm">{say("common.andMore", { count: moreChanges })}</Text>}
        </section>
      )}
      {leftOut.length > 0 && (
        <section>
          <Title order={3}>{say("history.leftOut")}</Title>
          <ul>
            {leftOut.map((line, at) => (
              // They have no identity but their place.
              <li key={at}>
                <Text size="sm">{line}</Text>
              </li>
            ))}
          </ul>
          {moreLeftOut > 0 && <Text size="sm">{say("common.andMore", { count: moreLeftOut })}</Text>}
        </section>
      )}
    </Stack>
  );
}
