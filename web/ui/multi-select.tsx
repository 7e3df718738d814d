import { MultiSelect as Several, Pill, type MultiSelectProps } from "@mantine/core";
import { useEffect, useMemo, useRef, useState } from "react";
import { useWords } from "../words/use-words.ts";
import "@mantine/core/styles/Pill.css";
import "@mantine/core/styles/PillsInput.css";

/** Chosen ones that are shown; beyond, they are counted, and found and taken out again in the list. */
const SHOWN = 24;

/**
 * Several of a list that is searched. Whoever is chosen again is taken out. A choice that was searched for closes the
 * list, which would lie over what comes next; one that was not leaves it open for the next.
 */
export function MultiSelect({ value, ...props }: MultiSelectProps & Readonly<{ value: string[] }>) {
  const say = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [search, setSearch] = useState("");
  const [opened, setOpened] = useState(false);
  const [closedByChoice, setClosedByChoice] = useState(false);
  const places = useMemo(() => new Map(value.map((one, at) => [one, at])), [value]);

  // Who has the list open, or takes it for open, presses Escape, which is not meant for the dialog around it.
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
      onSearchChange={setSearch}
      dropdownOpened={opened}
      onDropdownOpen={() => {
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
