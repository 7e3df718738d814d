import { Button, Checkbox, Text } from "@mantine/core";
import { useCallback, useMemo, useState } from "react";
import { targetKey } from "../../src/policy/entry-target.ts";
import { blocksAreOpen } from "../../src/policy/guests.ts";
import type { PersonalEntry } from "../../src/policy/outgoing-numbers.ts";
import { useNumbers } from "../directory/use-numbers.ts";
import { peopleIndex, searchPeople } from "../find/search.ts";
import list from "../ui/list.module.css";
import { writePhone } from "../ui/phone-number.tsx";
import { Pill } from "../ui/pill.tsx";
import { RowAction } from "../ui/row-action.tsx";
import { SearchedList } from "../ui/searched-list.tsx";
import { useFocusAfter } from "../ui/use-focus-after.ts";
import { useWords } from "../words/use-words.ts";
import { DeviceShort } from "./device-short.tsx";
import { useShownDraft } from "./draft-context.ts";
import { byPerson, removedByPerson } from "./logic/by-person.ts";
import type { Target } from "./logic/document.ts";
import classes from "./people-list.module.css";
import { useNames } from "./use-names.ts";
import { IconSettings, IconTrash } from "../icons/icons.ts";

type Props = Readonly<{
  /** Gives an employee another number. */
  onAssign: (employee: string) => void;
  /** Changes one entry of theirs. */
  onEdit: (target: Target) => void;
}>;

/** The personal block by person: the numbers that everybody calls with, and who has no own number. */
export function PeopleList({ onAssign, onEdit }: Props) {
  const say = useWords();
  const names = useNames();
  const { fields, directory, mayEdit, base, present, remove, restore } = useShownDraft();
  const { labelOf } = useNumbers(directory);
  const focusAfter = useFocusAfter();
  const [without, setWithout] = useState(false);
  const index = useMemo(() => peopleIndex(directory), [directory]);
  const people = useMemo(
    () => byPerson(directory, present).filter(({ own }) => !(without && own.length > 0)),
    [directory, present, without],
  );
  const removed = useMemo(() => removedByPerson(base, present), [base, present]);
  const numberText = (number: string) => [writePhone(number), labelOf(number)].filter(Boolean).join(" · ");
  const numberOf = ({ number, device }: PersonalEntry, isRemoved = false) => (
    <span className={classes.number}>
      <span data-removed={isRemoved || undefined}>{numberText(number)}</span>
      <DeviceShort device={device} />
    </span>
  );

  /** Removes or restores one entry; the focus stays with it. */
  function toggle(target: Target, by: (targets: readonly Target[]) => void): void {
    by([target]);
    focusAfter(() => document.querySelector<HTMLElement>(`[data-target="${CSS.escape(target)}"] button:last-of-type`));
  }

  const find = useCallback(
    (query: string) => {
      const ids = new Set(searchPeople(index, query).employees.map(({ id }) => id));
      return people.filter(({ id }) => ids.has(id));
    },
    [index, people],
  );
  return (
    <SearchedList
      label={say("outgoing.byPerson")}
      searchLabel={say("outgoing.searchPeople")}
      things={people}
      find={find}
      filters={
        <Checkbox
          label={say("outgoing.withoutOwn")}
          checked={without}
          onChange={(event) => setWithout(event.currentTarget.checked)}
        />
      }
      countText={(count) => say("people.found", { count })}
    >
      {({ id, employee, own, departments }) => (
        <li key={id} className={list.row}>
          <div className={list.rowHead}>
            <Text fw={600}>{names.employee(id)}</Text>
            {employee?.guest && <Pill>{say("people.guest")}</Pill>}
            {employee?.extension && (
              <Text size="sm" c="dimmed">
                {employee.extension}
              </Text>
            )}
            {mayEdit && (
              <span className={list.rowButtons}>
                <Button
                  variant="subtle"
                  size="compact-sm"
                  aria-label={say("outgoing.assignTo", { name: names.employee(id) })}
                  onClick={() => onAssign(id)}
                >
                  {say("outgoing.assign")}
                </Button>
              </span>
            )}
          </div>
          {employee && !blocksAreOpen(employee, fields) && (
            <Text size="sm" c="dimmed">
              {say("outgoing.guestMain")}
            </Text>
          )}
          {own.map((entry) => {
            const target = targetKey(entry);
            const called = { number: entry.number, about: names.employee(id) };
            return (
              <div key={target} className={list.rowHead} data-target={target}>
                {numberOf(entry)}
                {mayEdit && (
                  <span className={list.rowButtons}>
                    <RowAction label={say("outgoing.editRow", called)} onClick={() => onEdit(target)}>
                      <IconSettings size={18} />
                    </RowAction>
                    <RowAction label={say("outgoing.removeRow", called)} onClick={() => toggle(target, remove)}>
                      <IconTrash size={18} />
                    </RowAction>
                  </span>
                )}
              </div>
            );
          })}
          {removed.get(id)?.map((entry) => {
            const target = targetKey(entry);
            return (
              <div key={target} className={list.rowHead} data-target={target}>
                {numberOf(entry, true)}
                <span className={list.rowButtons}>
                  <Button
                    variant="subtle"
                    size="compact-sm"
                    aria-label={say("outgoing.restoreRow", { number: entry.number, about: names.employee(id) })}
                    onClick={() => toggle(target, restore)}
                  >
                    {say("outgoing.restore")}
                  </Button>
                </span>
              </div>
            );
          })}
          {own.length === 0 && !(employee && !blocksAreOpen(employee, fields)) && (
            <Text size="sm" c="dimmed">
              {departments.length > 0
                ? say("outgoing.onlyDepartments", {
                    names: departments.map((entry) => `${names.entry(entry)} ${numberText(entry.number)}`).join(", "),
                  })
                : say("outgoing.onlyMain")}
            </Text>
          )}
        </li>
      )}
    </SearchedList>
  );
}
