import { Button, VisuallyHidden } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../words/use-words.ts";
import type { Told } from "./change-words.ts";
import classes from "./history.module.css";

/** Changes that are listed each time "more" is pressed. */
const MORE = 200;

/** @param props.first how many are listed at first */
export function ToldList({ told, first }: Readonly<{ told: readonly Told[]; first: number }>) {
  const say = useWords();
  const [limit, setLimit] = useState(first);
  return (
    <>
      <ul className={classes.changes}>
        {told.slice(0, limit).map(({ subject, was, is }, at) => (
          // Changes have no identity but their place.
          <li key={at}>
            <span className={classes.subject}>{subject}</span>
            <span className={classes.values}>
              {was !== null && (
                <>
                  <VisuallyHidden>{`${say("history.was")}: `}</VisuallyHidden>
                  <del>{was}</del>
                </>
              )}
              {was !== null && is !== null && <span aria-hidden> → </span>}
              {was === null && is === null && say("history.changed")}
              {is !== null && (
                <>
                  <VisuallyHidden>{`${say("history.is")}: `}</VisuallyHidden>
                  <ins>{is}</ins>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      {told.length > limit && (
        <Button variant="subtle" size="compact-sm" onClick={() => setLimit(limit + MORE)}>
          {say("frame.showMore", { count: Math.min(MORE, told.length - limit) })}
        </Button>
      )}
    </>
  );
}
