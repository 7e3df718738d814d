import { Button, Group, Select, Stack, Text, Textarea, Title } from "@mantine/core";
import { useDeferredValue, useMemo, useState } from "react";
import { targetKey } from "../../../src/policy/entry-target.ts";
import type { DeviceCondition } from "../../../src/policy/outgoing-numbers.ts";
import type { Person } from "../../spreadsheet/person-cell.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { writePhone } from "../../ui/phone-number.tsx";
import { readPhone } from "../../ui/read-phone.ts";
import { useWords, type Say } from "../../words/use-words.ts";
import { useDraft } from "../draft-context.ts";
import { putPersonalEntries } from "../logic/edit.ts";
import { choosePerson, pastedEntries, readPasted, type PastedRow } from "../logic/paste.ts";
import list from "../../ui/list.module.css";
import { DeviceRadios } from "./device-radios.tsx";
import { useNames } from "../use-names.ts";

/** Rows that are listed; the rest is counted. */
const SHOWN = 200;

const isTaken = (row: PastedRow) => row.person.kind === "one" && row.number.kind === "on" && row.repeats === null;

/** Takes a list of people and numbers from a spreadsheet, after showing which rows matched and which did not. */
export function PasteDialog({ onClose }: Readonly<{ onClose: () => void }>) {
  const say = useWords();
  const names = useNames();
  const { directory, fields, saved, present, edit } = useDraft();
  const [text, setText] = useState("");
  const [device, setDevice] = useState<DeviceCondition>("any");
  /** The person picked for an ambiguous row, by line. */
  const [chosen, setChosen] = useState<ReadonlyMap<number, Person>>(new Map());
  const pasted = useDeferredValue(text);
  const rows = useMemo(() => {
    const read = readPasted(pasted, directory, (cell) => readPhone(cell, fields.country));
    return [...chosen].reduce((rows, [line, person]) => choosePerson(rows, line, person), read);
  }, [pasted, directory, fields, chosen]);
  const entries = useMemo(() => pastedEntries(rows, device), [rows, device]);
  const has = useMemo(
    () => new Map(present.personal.map((entry) => [targetKey(entry), entry.number])),
    [present.personal],
  );
  const open = rows.filter((row) => !isTaken(row));
  const personName = ({ kind, id }: Person) => (kind === "employee" ? names.employee(id) : names.department(id));

  function take(): void {
    if (entries.length === 0) return;
    edit((present) => putPersonalEntries(saved, present, entries));
    onClose();
  }

  return (
    <Dialog onClose={onClose} title={say("paste.title")}>
      <Stack>
        <Textarea
          label={say("paste.list")}
          description={say("paste.listHint")}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setChosen(new Map());
          }}
          rows={6}
          data-autofocus
        />
        <DeviceRadios value={device} onChange={setDevice} />
        <Text role="status" size="sm">
          {rows.length > 0 && say("paste.counts", { taken: entries.length, open: open.length })}
        </Text>
        {open.length > 0 && (
          <section>
            <Title order={3} size="h5">
              {say("paste.open")}
            </Title>
            <ul className={list.lines}>
              {open.slice(0, SHOWN).map((row) => (
                <li key={row.line}>
                  <span>
                    {say("paste.row", {
                      line: row.line,
                      text: `${row.personText} · ${row.numberText} — ${whyNot(row, say)}`,
                    })}
                    {row.person.kind === "several" && (
                      <Select
                        aria-label={say("paste.who", { line: row.line })}
                        placeholder={say("paste.pick")}
                        data={row.person.candidates.map((person, at) => ({
                          value: String(at),
                          label: `${personName(person)} · ${person.id}`,
                        }))}
                        value={null}
                        onChange={(at) => {
                          if (at === null || row.person.kind !== "several") return;
                          setChosen(new Map(chosen).set(row.line, row.person.candidates[Number(at)]!));
                        }}
                      />
                    )}
                  </span>
                </li>
              ))}
            </ul>
            {open.length > SHOWN && <Text size="sm">{say("common.andMore", { count: open.length - SHOWN })}</Text>}
          </section>
        )}
        {entries.length > 0 && (
          <section>
            <Title order={3} size="h5">
              {say("paste.taken")}
            </Title>
            <ul className={list.lines}>
              {entries.slice(0, SHOWN).map((entry) => {
                const before = has.get(targetKey(entry));
                return (
                  <li key={targetKey(entry)}>
                    <span>
                      {names.entry(entry)} → {writePhone(entry.number)}
                      {before !== undefined && before !== entry.number && (
                        <Text size="xs" c="dimmed">
                          {say("dialogs.hasNumber", { number: writePhone(before) })}
                        </Text>
                      )}
                    </span>
                  </li>
                );
              })}
            </ul>
            {entries.length > SHOWN && (
              <Text size="sm">{say("common.andMore", { count: entries.length - SHOWN })}</Text>
            )}
          </section>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {say("frame.cancel")}
          </Button>
          <Button onClick={take} disabled={entries.length === 0}>
            {say("frame.add")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

/** Why a row is not taken; errors of the person come first. */
function whyNot({ person, number, repeats }: PastedRow, say: Say): string {
  if (person.kind === "none") return say("paste.why.nobody");
  if (person.kind === "several") return say("paste.why.several");
  if (repeats !== null) return say("paste.why.repeats", { line: repeats });
  if (number.kind === "unreadable") return say(`paste.why.${number.why}`);
  return say(number.kind === "off" ? "problem.number_off" : "problem.number_unknown");
}
