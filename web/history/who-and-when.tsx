import { Anchor, Text } from "@mantine/core";
import type { HistoryItem } from "../api/history.ts";
import { useMomentText, useWho, useWords } from "../words/use-words.ts";
import classes from "./history.module.css";

type Props = Readonly<{
  item: HistoryItem;
  /** Shows only what they have written. */
  onAuthor?: (() => void) | null;
}>;

/** When a write was made, by whom and from where. */
export function WhoAndWhen({ item, onAuthor = null }: Props) {
  const say = useWords();
  const momentText = useMomentText();
  const whoText = useWho();
  const { author, address, at } = item;
  const name = author.id === "unknown" && author.name === "" ? say("history.unknownAuthor") : whoText(author.name);
  return (
    <Text size="sm" c="dimmed" className={classes.head}>
      <time dateTime={at}>{momentText(at)}</time>
      {" · "}
      {onAuthor === null ? (
        name
      ) : (
        <Anchor
          component="button"
          type="button"
          inherit
          className={classes.author}
          aria-label={say("history.onlyBy", { name })}
          onClick={onAuthor}
        >
          {name}
        </Anchor>
      )}
      {` · ${[
        say(`history.by.${author.kind}`),
        address === null ? say("history.offline") : say("history.from", { address }),
      ].join(" · ")}`}
    </Text>
  );
}
