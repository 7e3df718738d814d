import { useWords } from "../../words/use-words.ts";
import classes from "./call-list.module.css";
import type { ListedCall } from "./call-text.ts";

type Props = Readonly<{
  calls: readonly ListedCall[];
  /** Two columns instead of four. */
  isNarrow: boolean;
}>;

/** What was dialled, how it is understood, what the client sees, and why. */
export function CallListTable({ calls, isNarrow }: Props) {
  const say = useWords();
  return (
    <table className={classes.table} data-columns={isNarrow ? 2 : 4}>
      <thead>
        <tr>
          <th scope="col">{say("callList.dialled")}</th>
          {!isNarrow && <th scope="col">{say("callList.meaning")}</th>}
          <th scope="col">{say("callList.seen")}</th>
          {!isNarrow && <th scope="col">{say("callList.why")}</th>}
        </tr>
      </thead>
      <tbody>
        {calls.map(({ dialled, meaning, seen, label, why }, at) => (
          // The same number may be there twice.
          <tr key={at}>
            <th scope="row">
              {dialled}
              {isNarrow && <div className={classes.second}>{meaning}</div>}
            </th>
            {!isNarrow && <td>{meaning}</td>}
            <td>
              <span className={classes.seen}>{seen}</span>
              {label !== "" && <div>{label}</div>}
              {isNarrow && <div className={classes.second}>{why}</div>}
            </td>
            {!isNarrow && <td>{why}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
