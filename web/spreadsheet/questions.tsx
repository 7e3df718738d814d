/** Cells that are not clear: ranges, numbers of no known plan, and numbers that may be read in several ways. */
import { Button, Group, NativeSelect, Radio, Stack } from "@mantine/core";
import { useState } from "react";
import { writePhone } from "../ui/phone-number.tsx";
import { useWords, type Say } from "../words/use-words.ts";
import { LEFT_OUT, type Answers, type Question } from "./import.ts";
import classes from "./import-dialog.module.css";
import { listText } from "./list-text.ts";

/** Questions that are listed; the rest is counted. */
const SHOWN = 50;

/** Questions that are answered one by one, and added to them at once: the browser takes a while for thousands. */
const ASKED = 100;

/** Rows with the same cell that are named; the rest is counted. */
const LINES = 5;

/** The same cell is asked about once. */
type Asked = Question & Readonly<{ lines: readonly number[] }>;

function askedOf(questions: readonly Question[]): readonly Asked[] {
  const groups = Map.groupBy(questions, ({ text }) => text);
  return [...groups.values()].map((alike) => ({ ...alike[0]!, lines: alike.map(({ line }) => line) }));
}

/** Whether everything is answered. */
export const isAnswered = (questions: readonly Question[], answers: Answers) =>
  questions.every(({ text }) => answers.has(text));

type Props = Readonly<{ questions: readonly Question[]; answers: Answers; onAnswer: (answers: Answers) => void }>;

export function Questions({ questions, ...ways }: Props) {
  const asked = askedOf(questions);
  const of = (kind: Question["kind"]) => asked.filter((question) => question.kind === kind);
  return (
    <>
      {(["range", "not_valid"] as const).map((kind) => {
        const found = of(kind);
        return found.length > 0 && <Together key={kind} kind={kind} asked={found} {...ways} />;
      })}
      {of("several").length > 0 && <OneByOne asked={of("several")} {...ways} />}
    </>
  );
}

type GroupProps = Readonly<{ asked: readonly Asked[]; answers: Answers; onAnswer: (answers: Answers) => void }>;

/** Questions that have one answer. */
function Together({ kind, asked, answers, onAnswer }: GroupProps & Readonly<{ kind: "range" | "not_valid" }>) {
  const say = useWords();
  const given = new Set(asked.map(({ text }) => answers.get(text)));
  const [answer] = given.size === 1 ? given : [];
  const numbers = asked.reduce((sum, { options }) => sum + options[0]!.length, 0);
  const title =
    kind === "range"
      ? say("sheet.ask.range", { count: asked.length, numbers })
      : say("sheet.ask.notValid", { count: asked.length });
  return (
    <div className={classes.note}>
      <Radio.Group
        label={title}
        value={answer === undefined ? "" : String(answer)}
        onChange={(value) =>
          onAnswer(new Map([...answers, ...asked.map(({ text }) => [text, Number(value)] as const)]))
        }
      >
        <ul className={classes.list} tabIndex={0} aria-label={title}>
          {asked.slice(0, SHOWN).map((question) => (
            <li key={question.text}>{itemText(question, say)}</li>
          ))}
        </ul>
        {asked.length > SHOWN && say("common.andMore", { count: asked.length - SHOWN })}
        <Stack gap="xs" mt="xs">
          <Radio value="0" label={say(kind === "range" ? "sheet.ask.rangeYes" : "sheet.ask.notValidYes")} />
          <Radio value={String(LEFT_OUT)} label={say("sheet.ask.skip")} />
        </Stack>
      </Radio.Group>
    </div>
  );
}

const rowsText = (lines: readonly number[], say: Say) =>
  say(lines.length === 1 ? "sheet.line" : "sheet.lines", { lines: listText(lines, LINES, say) });

function itemText({ kind, lines, text, options }: Asked, say: Say): string {
  const rows = rowsText(lines, say);
  const [numbers = []] = options;
  const [first, last] = [numbers[0], numbers.at(-1)].map((number) => writePhone(number!)) as [string, string];
  return kind === "range"
    ? say("sheet.ask.rangeItem", { rows, text, first, last, count: numbers.length })
    : say("sheet.ask.notValidItem", { rows, text, number: first });
}

function OneByOne({ asked, answers, onAnswer }: GroupProps) {
  const say = useWords();
  const [shown, setShown] = useState(ASKED);
  const title = say("sheet.ask.several", { count: asked.length });
  const left = asked.length - shown;
  return (
    <div className={classes.note}>
      <p className={classes.noteTitle}>{title}</p>
      <div className={classes.fields} role="group" tabIndex={0} aria-label={title}>
        {asked.slice(0, shown).map(({ text, lines, options }) => (
          <NativeSelect
            key={text}
            label={say("sheet.ask.severalItem", { rows: rowsText(lines, say), text })}
            data={[
              { value: "", label: "—" },
              ...options.map((numbers, at) => ({ value: String(at), label: optionText(numbers, say) })),
              { value: String(LEFT_OUT), label: say("sheet.ask.skipOne") },
            ]}
            value={String(answers.get(text) ?? "")}
            onChange={(event) => onAnswer(withAnswer(answers, text, event.currentTarget.value))}
          />
        ))}
      </div>
      <Group gap="xs" mt="xs">
        {left > 0 && (
          <Button variant="default" size="compact-md" onClick={() => setShown(shown + ASKED)}>
            {say("frame.showMore", { count: Math.min(left, ASKED) })}
          </Button>
        )}
        {asked.length > 1 && (
          <Button
            variant="default"
            size="compact-md"
            onClick={() => onAnswer(new Map([...answers, ...asked.map(({ text }) => [text, 0] as const)]))}
          >
            {say("sheet.ask.severalAll")}
          </Button>
        )}
      </Group>
    </div>
  );
}

function withAnswer(answers: Answers, text: string, answer: string): Answers {
  const next = new Map(answers);
  if (answer === "") next.delete(text);
  else next.set(text, Number(answer));
  return next;
}

function optionText(numbers: readonly string[], say: Say): string {
  const [first, last] = [numbers[0], numbers.at(-1)].map((number) => writePhone(number!)) as [string, string];
  return numbers.length === 1 ? first : say("sheet.ask.rangeOption", { first, last, count: numbers.length });
}
