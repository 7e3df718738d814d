import { Text, Title } from "@mantine/core";
import type { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import type { Change } from "../api/history.ts";
import { useWords } from "../words/use-words.ts";
import type { Told } from "./change-words.ts";
import { entryPath } from "./entry-path.ts";
import { ToldList } from "./told-list.tsx";

/** Entries of a block that are listed at first. */
const FIRST = 10;

type Props = Readonly<{ document: OutgoingNumbers; words: (change: Change) => readonly Told[] }>;

/** All of the outgoing numbers, to be read only. */
export function EarlierNumbers({ document, words }: Props) {
  const say = useWords();
  const { main, priority, personal, regional } = document;
  const set = (path: string, to: unknown) => words({ path: `/outgoing-numbers${path}`, to });
  const only = ({ subject, is }: Told): Told => ({ subject, was: null, is });
  const entries = (block: "personal" | "regional") =>
    document[block].flatMap((entry, at) =>
      words({ path: `/outgoing-numbers${entryPath(document, `/${block}/${at}`)}`, to: entry }),
    );
  return (
    <section>
      <ToldList told={[...set("/main", main), ...set("/priority", priority)].map(only)} first={2} />
      {(["personal", "regional"] as const).map((block) => (
        <div key={block}>
          <Title order={3} mt="xs">
            {say(`outgoing.${block}`)}
          </Title>
          {(block === "personal" ? personal : regional).length === 0 ? (
            <Text size="sm">{say("history.none")}</Text>
          ) : (
            <ToldList told={entries(block)} first={FIRST} />
          )}
        </div>
      ))}
    </section>
  );
}
