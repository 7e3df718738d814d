import { TextInput } from "@mantine/core";
import type { Author, HistoryFilter } from "../api/history.ts";
import { useWho, useWords } from "../words/use-words.ts";
import { Select } from "../ui/select.tsx";
import classes from "./history.module.css";

const OF_COMPANY = [
  "company",
  "directory",
  "outgoing-numbers",
  "expectations",
  "watching",
  "quotas",
  "people",
] as const;
const OF_ALL = [...OF_COMPANY, "keys", "trunks", "history"] as const;

type Props = Readonly<{
  filter: HistoryFilter;
  onChange: (filter: HistoryFilter) => void;
  /** Those who are known to have written something. */
  authors: readonly Author[];
  /** Whether the history is of everything. */
  ofAll: boolean;
}>;

export function HistoryFilters({ filter, onChange, authors, ofAll }: Props) {
  const say = useWords();
  const whoText = useWho();
  const set = (changed: Partial<HistoryFilter>) => onChange({ ...filter, ...changed });
  const clearing = { "aria-label": say("frame.clear"), "aria-hidden": false, tabIndex: 0, size: "md" } as const;
  return (
    <div className={classes.filters}>
      <Select
        label={say("history.author")}
        placeholder={say("history.anyone")}
        data={authors.map(({ id, kind, name }) => ({
          value: id,
          label: `${whoText(name)} · ${say(`history.by.${kind}`)}`,
        }))}
        value={filter.author === "" ? null : filter.author}
        onChange={(author) => set({ author: author ?? "" })}
        searchable
        limit={60}
        nothingFoundMessage={say("frame.nothingFound")}
        clearable
        clearButtonProps={clearing}
      />
      <Select
        label={say("history.document")}
        placeholder={say("history.anything")}
        data={(ofAll ? OF_ALL : OF_COMPANY).map((document) => ({
          value: document,
          label: say(`history.document.${document}`),
        }))}
        value={filter.document === "" ? null : filter.document}
        onChange={(document) => set({ document: document ?? "" })}
        clearable
        clearButtonProps={clearing}
      />
      <TextInput
        type="date"
        label={say("history.since")}
        value={dayOf(filter.since)}
        onChange={(event) => set({ since: momentOf(event.currentTarget.value) })}
      />
      <TextInput
        type="date"
        label={say("history.until")}
        value={dayOf(filter.until, -1)}
        onChange={(event) => set({ until: momentOf(event.currentTarget.value, 1) })}
      />
    </div>
  );
}

/** The beginning of a day (`2026-11-26`) in the reader's time zone, or of a later one; empty for no day. */
function momentOf(day: string, later = 0): string {
  const [year, month, date] = day.split("-").map(Number);
  if (year === undefined || month === undefined || date === undefined) return "";
  const moment = new Date(year, month - 1, date + later);
  return Number.isNaN(moment.getTime()) ? "" : moment.toISOString();
}

/** The day of a moment, or an earlier one, in the reader's time zone. */
function dayOf(moment: string, later = 0): string {
  if (moment === "") return "";
  const day = new Date(moment);
  day.setDate(day.getDate() + later);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
