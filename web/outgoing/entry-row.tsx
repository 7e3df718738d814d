import { Button, Text } from "@mantine/core";
import { memo, useEffect, useRef, useState, type ReactNode } from "react";
import type { DeviceCondition } from "../../src/policy/outgoing-numbers.ts";
import list from "../ui/list.module.css";
import { PhoneNumber, writePhone } from "../ui/phone-number.tsx";
import { Pill } from "../ui/pill.tsx";
import { RowAction } from "../ui/row-action.tsx";
import { useWords } from "../words/use-words.ts";
import { DeviceShort } from "./device-short.tsx";
import { EntryChip, type DepartmentChip } from "./entry-chip.tsx";
import type { Entry, Target } from "./logic/document.ts";
import type { ProblemsByTarget } from "./logic/pointers.ts";
import type { PersonalRow, RegionalRow } from "./logic/rows.ts";
import classes from "./outgoing.module.css";
import { RowNotes } from "./row-notes.tsx";
import { IconSettings, IconTrash } from "../icons/icons.ts";

/** Chips that a row shows at first. */
const CHIPS = 12;

export type NumberState = "on" | "off" | "gone";

type RowChip = (PersonalRow | RegionalRow)["chips"][number];

/** Props of unchanged rows stay identical from one edit to the next, as hundreds of rows may be shown. */
type Props<Row> = Readonly<{
  row: Row;
  /** The name of a chip: a person, country or prefix. */
  nameOf: (entry: Entry) => string;
  /** The device or direction, for the accessible names of the buttons. */
  about: string;
  /** Shown beside the number: its label and, in the personal block, the devices. */
  label: string;
  device: DeviceCondition | null;
  /** Of an entry of a department; it stays identical, too. */
  departmentOf: (entry: Entry) => DepartmentChip | null;
  /** Whether the company still has the number. */
  numberState: NumberState;
  problems: ProblemsByTarget;
  /** The highlighted targets, separated by line feeds: unlike a set, equal texts are identical. */
  highlighted: string;
  /** Whether it should scroll into view and take the focus. */
  isFocusTarget: boolean;
  /** Whether it was just added or changed. */
  isFresh: boolean;
  onRevealed: () => void;
  mayEdit: boolean;
  onEdit: (row: Row) => void;
  onRemove: (row: Row, targets: readonly Target[]) => void;
  onRestore: (row: Row, targets: readonly Target[]) => void;
}>;

/** One number with the entries that use it. Removed ones stay, struck through, until the document is saved. */
export const EntryRow = memo(function EntryRow<Row extends PersonalRow | RegionalRow>(props: Props<Row>) {
  const { row, nameOf, about, label, device, departmentOf, numberState, highlighted, isFocusTarget, isFresh, mayEdit } =
    props;
  const { onRevealed, onEdit, onRemove, onRestore } = props;
  const say = useWords();
  const [all, setAll] = useState(false);
  const ref = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!isFocusTarget) return;
    ref.current?.scrollIntoView({ block: "nearest" });
    ref.current?.focus({ preventScroll: true });
    onRevealed();
  }, [isFocusTarget, onRevealed]);
  const hasProblems = row.targets.some((target) => props.problems.has(target));
  const isRemoved = row.state === "removed";
  const called = { number: row.number, about };
  const highlightedTargets = new Set(highlighted.split("\n"));
  const isHighlighted = highlighted !== "";
  const own: readonly RowChip[] = row.chips;
  const chips = (isHighlighted ? highlightedFirst(own, highlightedTargets) : own).slice(0, all ? undefined : CHIPS);

  return (
    <li
      ref={ref}
      tabIndex={-1}
      className={list.row}
      data-row={row.key}
      data-state={row.state}
      data-highlighted={isHighlighted || undefined}
      data-fresh={isFresh || undefined}
    >
      <div className={classes.entry}>
        <div className={classes.what}>
          <Text fw={600} {...(numberState !== "on" && { c: "dimmed" })} td={isRemoved ? "line-through" : undefined}>
            <PhoneNumber e164={row.number} />
          </Text>
          <div className={classes.second}>
            {label !== "" && <span>{label}</span>}
            {device !== null && <DeviceShort device={device} />}
            {numberState !== "on" && <Pill>{say(numberState === "off" ? "common.off" : "common.numberGone")}</Pill>}
            {row.state !== "saved" && (
              <Pill tone={row.state === "added" ? "good" : "fact"}>
                {row.from === null
                  ? say(`outgoing.state.${row.state}`)
                  : say("outgoing.stateFrom", { from: writePhone(row.from) })}
              </Pill>
            )}
            {isHighlighted && <Pill tone="accent">{say("outgoing.highlighted")}</Pill>}
          </div>
        </div>
        <ul className={list.chips}>
          {chips.map(({ target, entry, state }) => (
            <li
              key={target}
              className={list.chip}
              data-state={state === row.state ? "same" : state}
              data-highlighted={highlightedTargets.has(target) || undefined}
            >
              <EntryChip name={nameOf(entry)} department={departmentOf(entry)} />
            </li>
          ))}
          {row.chips.length > chips.length && (
            <li>
              <Button variant="subtle" size="compact-sm" onClick={() => setAll(true)}>
                {say("common.more", { count: row.chips.length - chips.length })}
              </Button>
            </li>
          )}
        </ul>
        {mayEdit && (
          <span className={list.rowButtons}>
            {isRemoved ? (
              <Button
                variant="subtle"
                size="compact-sm"
                aria-label={say("outgoing.restoreRow", called)}
                data-whole-row
                onClick={() => onRestore(row, row.targets)}
              >
                {say("outgoing.restore")}
              </Button>
            ) : (
              <>
                <RowAction label={say("outgoing.editRow", called)} onClick={() => onEdit(row)}>
                  <IconSettings size={18} />
                </RowAction>
                <RowAction
                  label={say("outgoing.removeRow", called)}
                  data-whole-row
                  onClick={() => onRemove(row, row.targets)}
                >
                  <IconTrash size={18} />
                </RowAction>
              </>
            )}
          </span>
        )}
      </div>
      {!isRemoved && hasProblems && (
        <RowNotes
          chips={row.chips}
          problems={props.problems}
          onEdit={() => onEdit(row)}
          onRemove={(targets) => onRemove(row, targets)}
        />
      )}
    </li>
  );
}) as <Row extends PersonalRow | RegionalRow>(props: Props<Row>) => ReactNode;

/** Highlighted chips come first, so that they are visible in a long row. */
const highlightedFirst = (chips: readonly RowChip[], highlighted: ReadonlySet<Target>) =>
  chips.toSorted((a, b) => Number(highlighted.has(b.target)) - Number(highlighted.has(a.target)));
