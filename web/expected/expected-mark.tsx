import { VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { unmetQuery } from "../api/expectations.ts";
import { Pill } from "../ui/pill.tsx";
import { useWords } from "../words/use-words.ts";
import classes from "./expected.module.css";
import { IconAlertTriangle, IconCircleCheck } from "../icons/icons.ts";

/** How many expectations of the company do not hold, or that all do; nothing while there are none. */
export function ExpectedMark({ company }: Readonly<{ company: string }>) {
  const say = useWords();
  const { data } = useQuery(unmetQuery(company));
  if (data === undefined || data.results.length === 0) return null;
  const { unmet, results } = data;
  const isMet = unmet === 0;
  return (
    <span className={classes.mark}>
      <Pill tone={isMet ? "good" : "bad"}>
        {isMet ? <IconCircleCheck size={14} aria-hidden /> : <IconAlertTriangle size={14} aria-hidden />}
        <span aria-hidden>{isMet ? results.length : unmet}</span>
        <VisuallyHidden>
          {", "}
          {isMet ? say("frame.met", { count: results.length }) : say("frame.unmet", { count: unmet })}
        </VisuallyHidden>
      </Pill>
    </span>
  );
}
