import { CloseButton, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../words/use-words.ts";
import classes from "./table.module.css";

type Props = Readonly<{ count: number; onClear: () => void; children: ReactNode }>;

/** What can be done with all ticked rows; absent while there are none. */
export function BulkBar({ count, onClear, children }: Props) {
  const say = useWords();
  if (count === 0) return null;
  return (
    <div className={classes.bar} role="region" aria-label={say("table.bulk")}>
      <Text size="sm" fw={600} role="status">
        {say("table.ticked", { count })}
      </Text>
      <CloseButton aria-label={say("table.untick")} onClick={onClear} />
      <div className={classes.barButtons}>{children}</div>
    </div>
  );
}
