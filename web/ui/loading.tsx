import { Loader } from "@mantine/core";
import { useWords } from "../words/use-words.ts";
import classes from "./ui.module.css";

export function Loading() {
  const say = useWords();
  return (
    <div className={classes.middle} role="status" aria-label={say("frame.loading")}>
      <Loader />
    </div>
  );
}
