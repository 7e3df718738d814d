import { Button, Checkbox, Text, TextInput } from "@mantine/core";
import { useDeferredValue, useMemo, useState } from "react";
import { writePhone } from "../ui/phone-number.tsx";
import { useWords } from "../words/use-words.ts";
import { useDraft } from "./draft-context.ts";
import { byPerson } from "./logic/by-person.ts";
import { peopleIndex, searchPeople } from "../find/search.ts";
import { conditionKey, useNames } from "./names.ts";
import classes from "./outgoing.module.css";

const SHOWN = 100;

/** The personal block read by person: who calls with what, and who has no number of his own. */
export function PeopleList({ onAssign }: Readonly<{ onAssign: (employee: string) => void }>) {
  const say = useWords();
  const names = useNames();
  const { directory, present } = useDraft();
  const [search, setSearch] = useState("");
  const [without, setWithout] = useState(false);
  const [limit, setLimit] = useState(SHOWN);
  const asked = useDeferredValue(search);
  const index = useMemo(() => peopleIndex(directory), [directory]);
  const people = useMemo(() => byPerson(directory, present), [directory, present]);
  const found = useMemo(() => {
    const ids = asked.trim() === "" ? null : new Set(searchPeople(index, asked).employees.map(({ id }) => id));
    return people.filter(({ id, own }) => (ids?.has(id) ?? true) && !(without && own.length > 0));
  }, [people, index, asked, without]);

  return (
    <>
      <TextInput
        type="search"
        aria-label={say("outgoing.searchPeople")}
        placeholder={say("frame.search")}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <Checkbox
        mt="sm"
        label={say("outgoing.withoutOwn")}
        checked={without}
        onChange={(event) => setWithout(event.currentTarget.checked)}
      />
      <Text size="sm" mt="sm" role="status">
        {say("outgoing.peopleFound", { count: found.length })}
      </Text>
      <ul className={classes.rows} aria-label={say("outgoing.byPerson")}>
        {found.slice(0, limit).map(({ id, employee, own, departments }) => (
          <li key={id} className={classes.row}>
            <div className={classes.rowHead}>
              <Text fw={600}>{names.employee(id)}</Text>
              {employee?.extension && (
                <Text size="sm" c="dimmed">
                  {employee.extension}
                </Text>
              )}
              <span className={classes.rowButtons}>
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
            {own.map(({ number, device }) => (
              <Text key={device} size="sm">
                {`${writePhone(number)} · ${say(conditionKey(device))}`}
              </Text>
            ))}
            {own.length === 0 && (
              <Text size="sm" c="dimmed">
                {departments.length > 0
                  ? say("outgoing.onlyDepartments", {
                      names: departments.map((entry) => `${names.entry(entry)} ${writePhone(entry.number)}`).join(", "),
                    })
                  : say("outgoing.onlyMain")}
              </Text>
            )}
          </li>
        ))}
      </ul>
      {found.length > limit && (
        <Button variant="default" mt="sm" onClick={() => setLimit(limit + 400)}>
          {say("frame.showMore", { count: Math.min(400, found.length - limit) })}
        </Button>
      )}
    </>
  );
}
