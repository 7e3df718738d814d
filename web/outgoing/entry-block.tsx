/** The personal and the regional block, whose rows are shown, edited, removed and restored alike. */
import { Button, SegmentedControl } from "@mantine/core";
import { Suspense, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { lazily } from "../page/lazily.ts";
import { Empty } from "../ui/empty.tsx";
import { writePhone } from "../ui/phone-number.tsx";
import { useFocusAfter } from "../ui/use-focus-after.ts";
import { useWords } from "../words/use-words.ts";
import { Block } from "./block.tsx";
import { useDraft } from "./draft-context.ts";
import { EntryRow } from "./entry-row.tsx";
import type { Entry, Target } from "./logic/document.ts";
import { personalRows, regionalRows, sameRows, type PersonalRow, type RegionalRow } from "./logic/rows.ts";
import { conditionKey, conditionWithin } from "../directory/names.ts";
import { useNames } from "./use-names.ts";
import { PeopleList } from "./people-list.tsx";
import { RowsList } from "./rows-list.tsx";
import { useSpotlight } from "./spotlight.tsx";

const PersonalDialog = lazily(() => import("./dialogs/personal-dialog.tsx"), "PersonalDialog");
const PasteDialog = lazily(() => import("./dialogs/paste-dialog.tsx"), "PasteDialog");
const RegionalDialog = lazily(() => import("./dialogs/regional-dialog.tsx"), "RegionalDialog");

/** What the dialog is open for. */
type Opened<Row> = "closed" | "new" | Row;

/** A new row, which begins with one employee. */
type NewFor = Readonly<{ employee: string }>;

export function PersonalBlock({ note }: Readonly<{ note?: ReactNode }>) {
  const say = useWords();
  const names = useNames();
  const { base, present } = useDraft();
  const { focusTarget } = useSpotlight();
  const rows = useSameRows(useMemo(() => personalRows(base, present), [base, present]));
  const [opened, setOpened] = useState<Opened<PersonalRow> | NewFor>("closed");
  const [byPerson, setByPerson] = useState(false);
  const [pasting, setPasting] = useState(false);
  useEffect(() => {
    // Only rows can be focused.
    if (focusTarget !== null && rows.some(({ targets }) => targets.includes(focusTarget))) setByPerson(false);
  }, [focusTarget, rows]);
  return (
    <EntryBlock
      id="personal"
      note={note}
      rows={rows}
      aboutOf={(row) => conditionWithin(row.device, say)}
      detailOf={(row) => say(conditionKey(row.device))}
      nameOf={names.entry}
      onAdd={() => setOpened("new")}
      onEdit={setOpened}
      action={
        <Button size="sm" variant="subtle" onClick={() => setPasting(true)}>
          {say("paste.button")}
        </Button>
      }
      instead={byPerson && <PeopleList onAssign={(employee) => setOpened({ employee })} />}
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
            onClose={() => setOpened("closed")}
          />
        </Suspense>
      )}
      {pasting && (
        <Suspense>
          <PasteDialog onClose={() => setPasting(false)} />
        </Suspense>
      )}
    </EntryBlock>
  );
}

export function RegionalBlock({ note }: Readonly<{ note?: ReactNode }>) {
  const say = useWords();
  const names = useNames();
  const { base, present } = useDraft();
  const nameOf = useCallback(
    (entry: Entry) =>
      "prefix" in entry ? say("outgoing.prefixNamed", { prefix: writePhone(entry.prefix) }) : names.entry(entry),
    [say, names],
  );
  const rows = useSameRows(useMemo(() => regionalRows(base, present), [base, present]));
  const [opened, setOpened] = useState<Opened<RegionalRow>>("closed");
  return (
    <EntryBlock
      id="regional"
      note={note}
      rows={rows}
      aboutOf={(row) => row.chips.map(({ entry }) => names.entry(entry)).join(", ")}
      nameOf={nameOf}
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
}

function useSameRows<Row extends PersonalRow | RegionalRow>(rows: readonly Row[]): readonly Row[] {
  const last = useRef(rows);
  const same = useMemo(() => sameRows(last.current, rows), [rows]);
  useEffect(() => {
    last.current = same;
  }, [same]);
  return same;
}

type Props<Row> = Readonly<{
  id: "personal" | "regional";
  note?: ReactNode;
  rows: readonly Row[];
  aboutOf: (row: Row) => string;
  detailOf?: (row: Row) => string;
  /** The name of a chip. */
  nameOf: (entry: Entry) => string;
  onAdd: () => void;
  /** A further button. */
  action?: ReactNode;
  onEdit: (row: Row) => void;
  /** The switch to another view of the block, and that view while it is chosen. */
  reading?: ReactNode;
  instead?: ReactNode;
  /** The dialog. */
  children: ReactNode;
}>;

function EntryBlock<Row extends PersonalRow | RegionalRow>(props: Props<Row>) {
  const { id, note, rows, aboutOf, detailOf, nameOf, onAdd, action, onEdit, reading, instead, children } = props;
  const say = useWords();
  const { remove, restore, problems } = useDraft();
  const { highlighted, focusTarget, revealed } = useSpotlight();
  const textOf = useCallback(
    ({ number, chips }: Row) => `${number.slice(1)} ${chips.map(({ entry }) => nameOf(entry)).join(" ")}`,
    [nameOf],
  );
  const focusAfter = useFocusAfter();
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
  return (
    <Block
      id={id}
      title={title}
      actions={
        <>
          <Button size="sm" variant="light" onClick={onAdd}>
            {say("outgoing.addNumber")}
          </Button>
          {action}
        </>
      }
    >
      {note}
      {reading}
      {instead ||
        (rows.length === 0 ? (
          <Empty title={say(`outgoing.${id}Empty`)} text={say(`outgoing.${id}EmptyText`)} />
        ) : (
          <RowsList label={title} rows={rows} textOf={textOf}>
            {(row) => (
              <EntryRow
                key={row.key}
                row={row}
                nameOf={nameOf}
                about={aboutOf(row)}
                detail={detailOf?.(row)}
                problems={problems}
                highlighted={row.targets.filter((target) => highlighted.has(target)).join("\n")}
                isFocusTarget={focusTarget !== null && row.targets.includes(focusTarget)}
                onRevealed={revealed}
                onEdit={onEdit}
                onRemove={onRemove}
                onRestore={onRestore}
              />
            )}
          </RowsList>
        ))}
      {children}
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
