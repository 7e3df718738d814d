import type { ReactNode } from "react";
import classes from "./pill.module.css";

/** How serious it is: a fact, something chosen, new or done, not as meant, wrong. Its words say it as well. */
type Tone = "fact" | "accent" | "good" | "warn" | "bad";

type Props = Readonly<{ tone?: Tone; title?: string; children: ReactNode }>;

/** A state in at most a few words, beside what it is about. Nothing happens when it is clicked. */
export function Pill({ tone = "fact", title, children }: Props) {
  return (
    <span className={classes.pill} data-tone={tone} title={title}>
      {children}
    </span>
  );
}
