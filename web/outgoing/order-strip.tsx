import { useWords } from "../words/use-words.ts";
import type { WordKey } from "../words/load.ts";
import type { Priority } from "./logic/document.ts";
import { orderOf } from "./logic/order.ts";
import classes from "./outgoing.module.css";

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
