import type { OptionsFilter } from "@mantine/core";
import { useWords } from "../words/use-words.ts";
import { Select } from "../ui/select.tsx";
import classes from "./table.module.css";

type Props = Readonly<{
  label: string;
  data: readonly Readonly<{ value: string; label: string }>[];
  value: string | null;
  onChange: (value: string | null) => void;
  filter?: OptionsFilter;
}>;

/** A filter by one of many. */
export function FilterSelect({ label, data, value, onChange, filter }: Props) {
  const say = useWords();
  return (
    <Select
      className={classes.filter}
      aria-label={label}
      placeholder={label}
      data={data}
      value={value}
      onChange={onChange}
      {...(filter && { filter })}
      searchable
      clearable
      limit={60}
      clearButtonProps={{ "aria-label": say("frame.clear"), "aria-hidden": false, tabIndex: 0, size: "md" }}
      nothingFoundMessage={say("frame.nothingFound")}
    />
  );
}
