/** What each column of the file contains, which a person may change. */
import { NativeSelect, Text } from "@mantine/core";
import { useWords } from "../words/use-words.ts";
import type { FileColumn } from "./file-columns.ts";
import classes from "./import-dialog.module.css";

type Props = Readonly<{
  /** What a column may contain. */
  fields: readonly Readonly<{ field: string; title: string }>[];
  columns: readonly FileColumn[];
  /** Whether the fields are shown at once: something is missing without them. */
  isNeeded: boolean;
  onChoose: (title: string, field: string | null) => void;
}>;

export function ColumnsField({ fields, columns, isNeeded, onChoose }: Props) {
  const say = useWords();
  const known = columns.filter(({ field }) => field !== null).length;
  const choices = [
    { value: "", label: say("sheet.leaveOut") },
    ...fields.map(({ field, title }) => ({ value: field, label: title })),
  ];
  return (
    <details className={classes.columns} open={isNeeded || undefined}>
      <summary>{say("sheet.matching", { known, all: columns.length })}</summary>
      <Text size="sm" c="dimmed" my="xs">
        {say("sheet.matchingHint")}
      </Text>
      <div className={classes.fields}>
        {columns.map(({ place, title, example, field }) => (
          <NativeSelect
            key={place}
            label={title}
            description={example === "" ? undefined : say("sheet.cellExample", { text: clipped(example) })}
            data={choices}
            value={field ?? ""}
            onChange={(event) => onChoose(title, event.currentTarget.value || null)}
          />
        ))}
      </div>
    </details>
  );
}

const clipped = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
