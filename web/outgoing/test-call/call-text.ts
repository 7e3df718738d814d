/** A test call as text, for a colleague or for a spreadsheet. */
import type { Employee } from "../../../src/policy/directory.ts";
import type { Decided } from "../../api/check.ts";
import { deviceInWords } from "../../directory/people.ts";
import { meaningText } from "../../ui/meaning-text.ts";
import type { Language } from "../../words/language.ts";
import { becameText, remarksOn, seenText, stepName, unsavedText, whyText, type About } from "./call-in-words.ts";
import type { Question } from "./question.ts";
import { isFollowed, seenOf } from "./seen.ts";
import { stepsOf } from "./steps.ts";

type Shared = About &
  Readonly<{ language: Language; /** Of a number; empty if it has none. */ labelOf: (number: string) => string }>;

type Told = Readonly<{
  question: Question;
  employee: Employee;
  answer: Decided;
  /** The decision under the saved settings; null: there are no unsaved changes, or it is not known. */
  saved: Decided | null;
  isUnsaved: boolean;
  link: string;
}>;

/** Who calls: "Ivan Petrov · 201 · Softphone". */
export const callerText = ({ name, extension }: Employee, device: Question["device"], { say }: Pick<About, "say">) =>
  [name, extension, deviceInWords(device, say)].filter(Boolean).join(" · ");

/** A message that says everything that the page shows of the call. */
export function callText({ question, employee, answer, saved, isUnsaved, link }: Told, about: Shared): string {
  const { say, names, fields, priority } = about;
  const { device, dialled } = question;
  const lines = [
    say("callText.title", { company: fields.name }),
    "",
    say("callText.caller", { caller: callerText(employee, device, about) }),
    say("callText.dialled", { dialled, meaning: meaningText(answer.destination, say, about.language) }),
    ...conditionLines(question, say),
    seenLine(answer, about),
    ...remarksOn(dialled, answer, fields, say),
    ...(isUnsaved ? [unsavedText(answer, saved, say)] : []),
    "",
    say("callText.why"),
    ...stepsOf(answer, priority).map((step) => `– ${stepName(step, say, names)}: ${becameText(step.step, say)}`),
    "",
    link,
  ];
  return plain(lines.join("\n"));
}

function conditionLines({ conditions }: Question, say: About["say"]): readonly string[] {
  if (!conditions) return [];
  const { chosen, forwardedFrom, forwardReason, trunk } = conditions;
  const line = (name: string, value: string) => `${name}: ${value}`;
  return [
    ...(chosen === "" ? [] : [line(say("conditions.chosen"), chosen)]),
    ...(forwardedFrom === "" ? [] : [line(say("conditions.forwardedFrom"), forwardedFrom)]),
    ...(forwardedFrom === "" ? [] : [line(say("conditions.forwardReason"), say(`conditions.reason.${forwardReason}`))]),
    ...(trunk === null ? [] : [line(say("conditions.trunk"), trunk)]),
  ];
}

function seenLine(answer: Decided, { say, labelOf }: Shared): string {
  const seen = seenOf(answer);
  const label = answer.callerId === null ? "" : labelOf(answer.callerId);
  if (!isFollowed(seen)) return seenText(answer, say);
  return `${say(`testCall.seen.${seen}`)}: ${seenText(answer, say)}${label === "" ? "" : ` (${label})`}`;
}

/** What a row of a list says. */
export type ListedCall = Readonly<{ dialled: string; meaning: string; seen: string; label: string; why: string }>;

export function listedCall(dialled: string, decided: Decided, about: Shared): ListedCall {
  const { say, language, labelOf } = about;
  const isShown = decided.callerId !== null && isFollowed(seenOf(decided));
  return {
    dialled,
    meaning: meaningText(decided.destination, say, language),
    seen: seenText(decided, say),
    label: isShown ? labelOf(decided.callerId!) : "",
    why: whyText(dialled, decided, about),
  };
}

/** With tabs between the cells, as spreadsheets take it. */
export const listText = (calls: readonly ListedCall[], say: About["say"]): string =>
  [
    [say("callList.dialled"), say("callList.meaning"), say("callList.seen"), say("callList.why")],
    ...calls.map(({ dialled, meaning, seen, label, why }) => [
      dialled,
      meaning,
      label === "" ? seen : `${seen} (${label})`,
      why,
    ]),
  ]
    .map((cells) => plain(cells.map((cell) => cell.replace(/\s+/g, " ")).join("\t")))
    .join("\n");

/** Without the spaces that keep a number on one line: other programs do not search them. */
const plain = (text: string) => text.replaceAll("\u00a0", " ");
