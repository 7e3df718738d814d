import { Button, Checkbox, Popover, Stack } from "@mantine/core";
import { useWords } from "../words/use-words.ts";
import type { Column } from "./column.ts";
import { IconColumns3 } from "../icons/icons.ts";

type Props<T> = Readonly<{
  columns: readonly Column<T>[];
  hidden: ReadonlySet<string>;
  onChange: (hidden: ReadonlySet<string>) => void;
}>;

/** The choice of columns. */
export function ColumnsMenu<T>({ columns, hidden, onChange }: Props<T>) {
  const say = useWords();
  function show(id: string, isShown: boolean): void {
    const next = new Set(hidden);
    if (isShown) next.delete(id);
    else next.add(id);
    onChange(next);
  }
  return (
    <Popover position="bottom-end" withinPortal={false} trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns3 size={16} />}>
          {say("table.columns")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={say("table.columns")}>
        <Stack gap="xs">
          {columns
            .filter(({ isOffered }) => isOffered !== undefined)
            .map(({ id, heading }) => (
              <Checkbox
                key={id}
                label={heading}
                checked={!hidden.has(id)}
                onChange={(event) => show(id, event.currentTarget.checked)}
              />
            ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
