import { useWords } from "../words/use-words.ts";
import type { WordKey } from "../words/load.ts";
import type { Priority } from "./logic/document.ts";
import classes from "./outgoing.module.css";

type Step = Readonly<{ rule: "prefix" | "country" | "employee" | "department" | "main"; block: string }>;

const REGIONAL: readonly Step[] = [
  { rule: "prefix", block: "regional" },
  { rule: "country", block: "regional" },
];
const PERSONAL: readonly Step[] = [
  { rule: "employee", block: "personal" },
  { rule: "department", block: "personal" },
];
const MAIN: Step = { rule: "main", block: "main" };

/** The rules in the order in which a call tries them. */
export const orderOf = (priority: Priority): readonly Step[] =>
  priority === "regional" ? [...REGIONAL, ...PERSONAL, MAIN] : [...PERSONAL, ...REGIONAL, MAIN];

/** The order in words; each step links to its block. */
export function OrderStrip({ priority }: Readonly<{ priority: Priority }>) {
  const say = useWords();
  return (
    <nav aria-label={say("outgoing.order")}>
      <ol className={classes.strip}>
        {orderOf(priority).map(({ rule, block }, at) => (
          <li key={rule}>
            <a
              href={`#${block}`}
              className={classes.link}
              onClick={(event) => {
                event.preventDefault();
                document.getElementById(block)?.focus();
              }}
            >
              {`${at + 1} ${say(`outgoing.rule.${rule}` satisfies WordKey)}`}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
