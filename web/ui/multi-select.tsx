import { MultiSelect as Several, Pill, type MultiSelectProps } from "@mantine/core";
import { useEffect, useMemo, useRef, useState } from "react";
import { useWords } from "../words/use-words.ts";
import { useNamedList } from "./named-list.ts";
import "@mantine/core/styles/Pill.css";
import "@mantine/core/styles/PillsInput.css";

/** Chosen options that are shown; the rest is counted, and can be removed in the list. */
const SHOWN = 24;

/**
 * Several options of a searchable list. Choosing one again removes it. After a search, a choice closes the list, which
 * would cover what comes next; without one, the list stays open for the next choice.
 */
export function MultiSelect({ value, ...props }: MultiSelectProps & Readonly<{ value: string[] }>) {
  const say = useWords();
  const nameList = useNamedList();
  const input = useRef<HTMLInputElement>(null);
  const [search, setSearch] = useState("");
  const [opened, setOpened] = useState(false);
  const [closedByChoice, setClosedByChoice] = useState(false);
  const places = useMemo(() => new Map(value.map((one, at) => [one, at])), [value]);

  // While the list is open, or was just closed by a choice, Escape is not meant for the dialog around it.
  useEffect(() => {
    input.current?.setAttribute("data-mantine-stop-propagation", String(opened || closedByChoice));
  }, [opened, closedByChoice]);

  return (
    <Several
      {...props}
      ref={input}
      value={value}
      searchable
      searchValue={search}
      // Mantine goes through the whole page for the first option, also when the field is drawn.
      selectFirstOptionOnChange={search !== ""}
      onSearchChange={(text) => {
        setSearch(text);
        props.onSearchChange?.(text);
      }}
      dropdownOpened={opened}
      onDropdownOpen={() => {
        nameList();
        setOpened(true);
        setClosedByChoice(false);
      }}
      onDropdownClose={() => setOpened(false)}
      onOptionSubmit={() => {
        if (search === "") return;
        setOpened(false);
        setClosedByChoice(true);
      }}
      onKeyDown={(event) => event.key === "Escape" && setClosedByChoice(false)}
      onBlur={() => setClosedByChoice(false)}
      renderPill={({ option, value: one, onRemove }) => {
        const at = places.get(String(one)) ?? 0;
        if (at > SHOWN) return null;
        if (at === SHOWN) return <Pill>{say("common.more", { count: value.length - SHOWN })}</Pill>;
        return (
          <Pill withRemoveButton onRemove={onRemove ?? (() => {})}>
            {option?.label ?? String(one)}
          </Pill>
        );
      }}
    />
  );
}
