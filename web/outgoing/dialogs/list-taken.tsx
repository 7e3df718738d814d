import { Text, Title } from "@mantine/core";
import { useMemo } from "react";
import { wordsOf } from "../../spreadsheet/name-cell.ts";
import list from "../../ui/list.module.css";
import { writePhone } from "../../ui/phone-number.tsx";
import { useWords } from "../../words/use-words.ts";
import { useDraft } from "../draft-context.ts";
import type { Entry, Target } from "../logic/document.ts";
import { numbersByTarget, type Taken } from "../logic/list-rows.ts";
import { useNames } from "../use-names.ts";

/** Rows that are listed; the rest is counted. */
const SHOWN = 200;

type Props = Readonly<{ taken: readonly Taken[]; countriesOf: ReadonlyMap<string, readonly string[]> }>;

/** What each row of a pasted list means that is clear. */
export function ListTaken({ taken, countriesOf }: Props) {
  const say = useWords();
  const { present, directory } = useDraft();
  const nameOf = useEntryName(countriesOf);
  const has = useMemo(() => numbersByTarget(present), [present]);
  const labels = useMemo(() => new Map(directory.numbers.map(({ number, label }) => [number, label])), [directory]);
  if (taken.length === 0) return null;
  return (
    <section>
      <Title order={3}>{say("lists.taken")}</Title>
      <ul className={list.lines}>
        {taken.slice(0, SHOWN).map(({ row, target, given }) => {
          if ("main" in given) return null;
          const subject = nameOf(given);
          const number = [writePhone(given.number), labels.get(given.number)].filter(Boolean).join(" · ");
          const written = wordsOf(row.text) === wordsOf(subject) ? "" : `${row.text} · ${row.numberText}`;
          const notes = [
            written && say("lists.written", { line: row.line, text: written }),
            replaced(has, target, given),
          ].filter(Boolean);
          return (
            <li key={target}>
              <span>
                <Text size="sm">{say("lists.result", { subject, number })}</Text>
                {notes.map((note) => (
                  <Text key={note} size="xs" c="dimmed">
                    {note}
                  </Text>
                ))}
              </span>
            </li>
          );
        })}
      </ul>
      {taken.length > SHOWN && <Text size="sm">{say("common.andMore", { count: taken.length - SHOWN })}</Text>}
    </section>
  );

  function replaced(has: ReadonlyMap<Target, string>, target: Target, { number }: Entry): string {
    const before = has.get(target);
    if (before === undefined) return "";
    return before === number ? say("lists.same") : say("dialogs.hasNumber", { number: writePhone(before) });
  }
}

function useEntryName(countriesOf: Props["countriesOf"]): (entry: Entry) => string {
  const names = useNames();
  return (entry) => {
    if (!("prefix" in entry)) return names.entry(entry);
    const countries = countriesOf.get(entry.prefix) ?? [];
    const where = countries.length > 3 ? "" : countries.map(names.country).join(", ");
    return [writePhone(entry.prefix), where].filter(Boolean).join(", ");
  };
}
