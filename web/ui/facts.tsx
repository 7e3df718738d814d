import type { ReactNode } from "react";
import classes from "./ui.module.css";

/** What there is to know about one thing: names and values. Values that are empty are left out. */
export function Facts({ facts }: Readonly<{ facts: readonly (readonly [name: string, value: ReactNode])[] }>) {
  return (
    <dl className={classes.facts}>
      {facts
        .filter(([, value]) => value !== "" && value !== null)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
