import { Text, Title } from "@mantine/core";
import { useId } from "react";
import { useWords } from "../words/use-words.ts";
import { countsOf, countsText } from "./counts.ts";
import type { Change } from "./import.ts";
import classes from "./import-dialog.module.css";
import { columnKey, type Kind } from "./kinds.ts";

/** Changes that are listed; the rest is counted. */
const SHOWN = 100;

export function Changes({ kind: list, changes }: Readonly<{ kind: Kind; changes: readonly Change[] }>) {
  const say = useWords();
  const title = useId();
  if (changes.length === 0) return <Text>{say("sheet.nothing")}</Text>;
  return (
    <>
      <Title order={3} size="h5" id={title}>
        {say("sheet.willChange")}
      </Title>
      <Text size="sm">{countsText("sheet.counts", countsOf(changes), say)}</Text>
      <ul className={classes.list} tabIndex={0} aria-labelledby={title}>
        {changes.slice(0, SHOWN).map(({ kind, name, fields }) => (
          <li key={`${kind} ${name} ${fields[0]?.to}`}>
            <Text size="sm" fw={600} component="span">
              {say(kind === "department_added" ? "sheet.departmentAdded" : `sheet.${kind}`, { name })}
            </Text>
            {kind !== "removed" &&
              fields.map(({ column, from, to }) => (
                <Text key={column} size="sm" c="dimmed">
                  {kind === "added"
                    ? say("sheet.field", { column: say(columnKey(list, column)), to })
                    : say("sheet.fieldChanged", {
                        column: say(columnKey(list, column)),
                        from: from || "—",
                        to: to || "—",
                      })}
                </Text>
              ))}
          </li>
        ))}
      </ul>
      {changes.length > SHOWN && <Text size="sm">{say("common.andMore", { count: changes.length - SHOWN })}</Text>}
    </>
  );
}
