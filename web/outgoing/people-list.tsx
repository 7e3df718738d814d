import { Badge, Button, Checkbox, Text } from "@mantine/core";
import { useCallback, useMemo, useState } from "react";
import { blocksAreOpen } from "../../src/policy/guests.ts";
import { peopleIndex, searchPeople } from "../find/search.ts";
import list from "../ui/list.module.css";
import { writePhone } from "../ui/phone-number.tsx";
import { SearchedList } from "../ui/searched-list.tsx";
import { useWords } from "../words/use-words.ts";
import { useDraft } from "./draft-context.ts";
import { byPerson } from "./logic/by-person.ts";
import { conditionKey } from "../directory/names.ts";
import { useNames } from "./use-names.ts";

/** The personal block by person: the numbers that everybody calls with, and who has no own number. */
export function PeopleList({ onAssign }: Readonly<{ onAssign: (employee: string) => void }>) {
  const say = useWords();
  const names = useNames();
  const { fields, directory, present } = useDraft();
  const [without, setWithout] = useState(false);
  const index = useMemo(() => peopleIndex(directory), [directory]);
  const people = useMemo(
    () => byPerson(directory, present).filter(({ own }) => !(without && own.length > 0)),
    [directory, present, without],
  );
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
            {employee?.guest && (
              <Badge variant="outline" color="gray" tt="none" className={list.badge}>
                {say("people.guest")}
              </Badge>
            )}
            {employee?.extension && (
              <Text size="sm" c="dimmed">
                {employee.extension}
              </Text>
            )}
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
          </div>
          {employee && !blocksAreOpen(employee, fields) && (
            <Text size="sm" c="dimmed">
              {say("outgoing.guestMain")}
            </Text>
          )}
          {own.map(({ number, device }) => (
            <Text key={device} size="sm">
              {`${writePhone(number)} · ${say(conditionKey(device))}`}
            </Text>
          ))}
          {own.length === 0 && !(employee && !blocksAreOpen(employee, fields)) && (
            <Text size="sm" c="dimmed">
              {departments.length > 0
                ? say("outgoing.onlyDepartments", {
                    names: departments.map((entry) => `${names.entry(entry)} ${writePhone(entry.number)}`).join(", "),
                  })
                : say("outgoing.onlyMain")}
            </Text>
          )}
        </li>
      )}
    </SearchedList>
  );
}
