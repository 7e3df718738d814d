import { ActionIcon, Badge, Button, Text } from "@mantine/core";
import IconSettings from "@tabler/icons-react/dist/esm/icons/IconSettings.mjs";
import IconTrash from "@tabler/icons-react/dist/esm/icons/IconTrash.mjs";
import { memo, useEffect, useRef, useState, type ReactNode } from "react";
import list from "../ui/list.module.css";
import { PhoneNumber, writePhone } from "../ui/phone-number.tsx";
import { problemText } from "../ui/problem-text.ts";
import { useWords } from "../words/use-words.ts";
import { EntryWarning } from "./entry-warning.tsx";
import { QuickFix } from "./quick-fix.tsx";
import type { Entry, Target } from "./logic/document.ts";
import { problemsOfRow, type ProblemsByTarget } from "./logic/pointers.ts";
import type { PersonalRow, RegionalRow } from "./logic/rows.ts";
import classes from "./outgoing.module.css";

/** Chips and entries with a warning that a row shows at first. */
const CHIPS = 12;
const PROBLEMS = 6;

type RowChip = (PersonalRow | RegionalRow)["chips"][number];

/** Props of unchanged rows stay identical from one edit to the next, as hundreds of rows may be shown. */
type Props<Row> = Readonly<{
  row: Row;
  /** The name of a chip: a person, country or prefix. */
  nameOf: (entry: Entry) => string;
  /** The device or direction, for the accessible names of the buttons. */
  about: string;
  /** Shown beside the number. */
  detail: string | undefined;
  problems: ProblemsByTarget;
  /** The highlighted targets, separated by line feeds: unlike a set, equal texts are identical. */
  highlighted: string;
  /** Whether it should scroll into view and take the focus. */
  isFocusTarget: boolean;
  onRevealed: () => void;
  onEdit: (row: Row) => void;
  onRemove: (row: Row, targets: readonly Target[]) => void;
  onRestore: (row: Row, targets: readonly Target[]) => void;
}>;

/** One number with the entries that use it. Removed ones stay, struck through, until the document is saved. */
export const EntryRow = memo(function EntryRow<Row extends PersonalRow | RegionalRow>(props: Props<Row>) {
  const { row, nameOf, about, detail, highlighted, isFocusTarget, onRevealed, onEdit, onRemove, onRestore } = props;
  const say = useWords();
  const [all, setAll] = useState(false);
  const ref = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!isFocusTarget) return;
    ref.current?.scrollIntoView({ block: "center" });
    ref.current?.focus();
    onRevealed();
  }, [isFocusTarget, onRevealed]);
  const problems = problemsOfRow(row, props.problems);
  const isRemoved = row.state === "removed";
  const called = { number: row.number, about };
  const highlightedTargets = new Set(highlighted.split("\n"));
  const isHighlighted = highlighted !== "";
  const own: readonly RowChip[] = row.chips;
  const chips = (isHighlighted ? highlightedFirst(own, highlightedTargets) : own).slice(0, all ? undefined : CHIPS);
  const wrong = problems.filter(({ problems: { errors } }) => errors.length > 0);
  const warned = problems.filter(({ problems: { errors } }) => errors.length === 0);
  const shownProblems = [...wrong, ...warned.slice(0, all ? undefined : PROBLEMS)];

  return (
    <li
      ref={ref}
      tabIndex={-1}
      className={list.row}
      data-row={row.key}
      data-state={row.state}
      data-highlighted={isHighlighted || undefined}
    >
      <div className={list.rowHead}>
        <Text fw={600} td={isRemoved ? "line-through" : undefined}>
          <PhoneNumber e164={row.number} />
        </Text>
        {detail !== undefined && (
          <Text size="sm" c="dimmed">
            {detail}
          </Text>
        )}
        {row.state !== "saved" && (
          <Badge variant="outline" color="gray" tt="none" className={list.badge}>
            {row.from === null
              ? say(`outgoing.state.${row.state}`)
              : say("outgoing.stateFrom", { from: writePhone(row.from) })}
          </Badge>
        )}
        {isHighlighted && <Text size="xs">{say("outgoing.highlighted")}</Text>}
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
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={say("outgoing.editRow", called)}
                onClick={() => onEdit(row)}
              >
                <IconSettings size={18} />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={say("outgoing.removeRow", called)}
                data-whole-row
                onClick={() => onRemove(row, row.targets)}
              >
                <IconTrash size={18} />
              </ActionIcon>
            </>
          )}
        </span>
      </div>
      <ul className={list.chips}>
        {chips.map(({ target, entry, state }) => (
          <li
            key={target}
            className={list.chip}
            data-state={state === row.state ? "same" : state}
            data-highlighted={highlightedTargets.has(target) || undefined}
          >
            {nameOf(entry)}
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
      {shownProblems.map(({ target, entry, problems: { errors, warnings } }) => (
        <div key={target} className={classes.problems}>
          {errors.map(({ code }) => (
            <Text key={code} size="sm" c="var(--mantine-color-error)">
              {say("outgoing.problem", { name: nameOf(entry), text: problemText(say, code) })}{" "}
              <QuickFix code={code} onEdit={() => onEdit(row)} onRemove={() => onRemove(row, [target])} />
            </Text>
          ))}
          {!isRemoved &&
            warnings.map((warning) => (
              <EntryWarning
                key={warning.code}
                name={nameOf(entry)}
                entry={entry}
                warning={warning}
                onEdit={() => onEdit(row)}
                onRemove={() => onRemove(row, [target])}
              />
            ))}
        </div>
      ))}
      {problems.length > shownProblems.length && (
        <Button variant="subtle" size="compact-sm" onClick={() => setAll(true)}>
          {say("outgoing.moreWarnings", { count: problems.length - shownProblems.length })}
        </Button>
      )}
    </li>
  );
}) as <Row extends PersonalRow | RegionalRow>(props: Props<Row>) => ReactNode;

/** Highlighted chips come first, so that they are visible in a long row. */
const highlightedFirst = (chips: readonly RowChip[], highlighted: ReadonlySet<Target>) =>
  chips.toSorted((a, b) => Number(highlighted.has(b.target)) - Number(highlighted.has(a.target)));
