/** The personal and the regional block, whose rows are shown, edited, removed and restored alike. */
import { Button, SegmentedControl } from "@mantine/core";
import {
  memo,
  Suspense,
  useCallback,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from "react";
import { lazily } from "../page/lazily.ts";
import { Empty } from "../ui/empty.tsx";
import { useFocusAfter } from "../ui/use-focus-after.ts";
import { loadSectionWords } from "../words/load.ts";
import { useWords } from "../words/use-words.ts";
import { Block } from "./block.tsx";
import { useShownDraft } from "./draft-context.ts";
import { EntryRow, type NumberState } from "./entry-row.tsx";
import type { Entry, Target } from "./logic/document.ts";
import { personalRows, regionalRows, rowOfOne, sameRows, type PersonalRow, type RegionalRow } from "./logic/rows.ts";
import { conditionWithin } from "../directory/names.ts";
import { useNumbers } from "../directory/use-numbers.ts";
import { useNames } from "./use-names.ts";
import { RowsList } from "./rows-list.tsx";
import { useSpotlight, useSpotlightControls } from "./spotlight.tsx";

const PeopleList = lazily(() => import("./people-list.tsx"), "PeopleList");
const PersonalDialog = lazily(async () => {
  await loadSectionWords();
  return import("./dialogs/personal-dialog.tsx");
}, "PersonalDialog");
const PasteDialog = lazily(async () => {
  await loadSectionWords();
  return import("./dialogs/paste-dialog.tsx");
}, "PasteDialog");
const RegionalDialog = lazily(async () => {
  await loadSectionWords();
  return import("./dialogs/regional-dialog.tsx");
}, "RegionalDialog");

/** What the dialog is open for. */
type Opened<Row> = "closed" | "new" | Row;

/** A new row, which begins with one employee. */
type NewFor = Readonly<{ employee: string }>;

export const PersonalBlock = memo(function PersonalBlock() {
  const say = useWords();
  const names = useNames();
  const { base, present, directory } = useShownDraft();
  const { labelOf } = useNumbers(directory);
  const hasGuests = directory.employees.some(({ guest }) => guest);
  const { focusTarget } = useSpotlight();
  const rows = useRows(useMemo(() => personalRows(base, present), [base, present]));
  const [opened, setOpened] = useState<Opened<PersonalRow> | NewFor>("closed");
  const [byPerson, setByPerson] = useState(false);
  const showsPeople = useDeferredValue(byPerson);
  useEffect(() => {
    // Only rows can be focused.
    if (focusTarget !== null && rows.some(({ targets }) => targets.includes(focusTarget))) setByPerson(false);
  }, [focusTarget, rows]);
  return (
    <EntryBlock
      id="personal"
      about={[say("outgoing.personalText"), hasGuests && say("outgoing.guestNote")].filter(Boolean).join(" ")}
      rows={rows}
      aboutOf={(row) => conditionWithin(row.device, say)}
      labelOf={labelOf}
      nameOf={names.entry}
      onAdd={() => setOpened("new")}
      onEdit={setOpened}
      instead={
        showsPeople && (
          <Suspense>
            <PeopleList
              onAssign={(employee) => setOpened({ employee })}
              onEdit={(target) => setOpened(rowOfOne(rows, target) ?? "closed")}
            />
          </Suspense>
        )
      }
      reading={
        <SegmentedControl
          size="xs"
          my="sm"
          aria-label={say("outgoing.reading")}
          value={byPerson ? "person" : "number"}
          onChange={(value) => setByPerson(value === "person")}
          data={[
            { value: "number", label: say("outgoing.byNumber") },
            { value: "person", label: say("outgoing.byPerson") },
          ]}
        />
      }
    >
      {opened !== "closed" && (
        <Suspense>
          <PersonalDialog
            row={opened === "new" || "employee" in opened ? null : opened}
            employees={opened !== "new" && "employee" in opened ? [opened.employee] : []}
            isByPerson={byPerson}
            onClose={() => setOpened("closed")}
          />
        </Suspense>
      )}
    </EntryBlock>
  );
});

export const RegionalBlock = memo(function RegionalBlock() {
  const say = useWords();
  const names = useNames();
  const { base, present, directory } = useShownDraft();
  const { labelOf } = useNumbers(directory);
  const rows = useRows(useMemo(() => regionalRows(base, present), [base, present]));
  const [opened, setOpened] = useState<Opened<RegionalRow>>("closed");
  return (
    <EntryBlock
      id="regional"
      about={say("outgoing.regionalText")}
      rows={rows}
      aboutOf={(row) => row.chips.map(({ entry }) => names.entry(entry)).join(", ")}
      labelOf={labelOf}
      nameOf={names.entry}
      onAdd={() => setOpened("new")}
      onEdit={setOpened}
    >
      {opened !== "closed" && (
        <Suspense>
          <RegionalDialog row={opened === "new" ? null : opened} onClose={() => setOpened("closed")} />
        </Suspense>
      )}
    </EntryBlock>
  );
});

/** Rows that did not change stay identical. */
function useRows<Row extends PersonalRow | RegionalRow>(rows: readonly Row[]): readonly Row[] {
  const last = useRef(rows);
  const same = useMemo(() => sameRows(last.current, rows), [rows]);
  useEffect(() => {
    last.current = same;
  }, [same]);
  return same;
}

type Props<Row> = Readonly<{
  id: "personal" | "regional";
  about: string;
  rows: readonly Row[];
  aboutOf: (row: Row) => string;
  labelOf: (number: string) => string;
  /** The name of a chip. */
  nameOf: (entry: Entry) => string;
  onAdd: () => void;
  onEdit: (row: Row) => void;
  /** The switch to another view of the block, and that view while it is chosen. */
  reading?: ReactNode;
  instead?: ReactNode;
  /** The dialog. */
  children: ReactNode;
}>;

function EntryBlock<Row extends PersonalRow | RegionalRow>(props: Props<Row>) {
  const { id, about, rows, aboutOf, labelOf, nameOf, onAdd, onEdit, reading, instead, children } = props;
  const say = useWords();
  const { remove, restore, problems, directory, mayEdit } = useShownDraft();
  const isOn = useMemo(() => new Map(directory.numbers.map(({ number, on }) => [number, on])), [directory]);
  const numberState = (number: string): NumberState => {
    const on = isOn.get(number);
    return on === undefined ? "gone" : on ? "on" : "off";
  };
  const { highlighted, focusTarget, fresh } = useSpotlight();
  const { revealed } = useSpotlightControls();
  const textOf = useCallback(
    ({ number, chips }: Row) => `${number.slice(1)} ${chips.map(({ entry }) => nameOf(entry)).join(" ")}`,
    [nameOf],
  );
  const departmentOf = useMemo(() => {
    const departments = new Map(
      directory.departments.map(({ id, name, members }) => [id, { name, heads: members.length }]),
    );
    return (entry: Entry) => ("department" in entry ? (departments.get(entry.department) ?? null) : null);
  }, [directory]);
  const focusAfter = useFocusAfter();
  const [pasting, setPasting] = useState(false);
  const onRemove = useCallback(
    (row: Row, targets: readonly Target[]) => {
      remove(targets);
      focusAfter(() => whereTheRowIs(id, row, targets));
    },
    [id, remove, focusAfter],
  );
  const onRestore = useCallback(
    (row: Row, targets: readonly Target[]) => {
      restore(targets);
      focusAfter(() => whereTheRowIs(id, row, targets));
    },
    [id, restore, focusAfter],
  );
  const title = say(`outgoing.${id}`);
  const isEmpty = rows.length === 0;
  const actions = (
    <>
      <Button variant="default" onClick={onAdd}>
        {say("outgoing.addNumber")}
      </Button>
      <Button variant="subtle" onClick={() => setPasting(true)}>
        {say("paste.button")}
      </Button>
    </>
  );
  return (
    <Block id={id} title={title} about={about} isEmpty={isEmpty} actions={mayEdit && (!isEmpty || instead) && actions}>
      {reading}
      {instead ||
        (isEmpty ? (
          <Empty title={say(`outgoing.${id}Empty`)} text={say(`outgoing.${id}EmptyText`)}>
            {mayEdit && actions}
          </Empty>
        ) : (
          <RowsList label={title} rows={rows} textOf={textOf}>
            {(row) => (
              <EntryRow
                key={row.key}
                row={row}
                nameOf={nameOf}
                about={aboutOf(row)}
                label={labelOf(row.number)}
                device={"device" in row ? row.device : null}
                departmentOf={departmentOf}
                numberState={numberState(row.number)}
                problems={problems}
                highlighted={row.targets.filter((target) => highlighted.has(target)).join("\n")}
                isFocusTarget={focusTarget !== null && row.targets.includes(focusTarget)}
                isFresh={fresh !== null && row.targets.includes(fresh)}
                onRevealed={revealed}
                mayEdit={mayEdit}
                onEdit={onEdit}
                onRemove={onRemove}
                onRestore={onRestore}
              />
            )}
          </RowsList>
        ))}
      {children}
      {pasting && (
        <Suspense>
          <PasteDialog block={id} onClose={() => setPasting(false)} />
        </Suspense>
      )}
    </Block>
  );
}

/**
 * Where the focus goes after a removal or restoration: to the button of the whole row, to the row if only a part of it
 * was concerned, or else to the block.
 */
function whereTheRowIs(block: string, row: PersonalRow | RegionalRow, targets: readonly Target[]): HTMLElement | null {
  const section = document.getElementById(block);
  const element = section?.querySelector<HTMLElement>(`[data-row="${CSS.escape(row.key)}"]`);
  const isWhole = targets.length === row.targets.length;
  return (isWhole ? element?.querySelector<HTMLElement>("[data-whole-row]") : element) ?? section;
}
