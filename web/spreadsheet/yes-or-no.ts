/** Answers as people and systems write them. */
import { foldedWords } from "../find/fold.ts";

const YES = [
  "да",
  "вкл",
  "включён",
  "включена",
  "включено",
  "активен",
  "активный",
  "ja",
  "ein",
  "an",
  "aktiv",
  "eingeschaltet",
  "yes",
  "y",
  "on",
  "active",
  "enabled",
  "true",
  "1",
];
const NO = [
  "нет",
  "выкл",
  "выключен",
  "выключена",
  "выключено",
  "отключён",
  "отключено",
  "неактивен",
  "не активен",
  "неактивный",
  "nein",
  "aus",
  "inaktiv",
  "ausgeschaltet",
  "no",
  "n",
  "off",
  "inactive",
  "disabled",
  "false",
  "0",
];

const SIGNS: Readonly<Record<string, boolean>> = {
  "+": true,
  "✓": true,
  "✔": true,
  "-": false,
  "–": false,
  "—": false,
};

const folded = (text: string) => foldedWords(text).join(" ");

const ANSWERS: ReadonlyMap<string, boolean> = new Map([
  ...YES.map((text) => [folded(text), true] as const),
  ...NO.map((text) => [folded(text), false] as const),
]);

/** Null: it is neither. */
export const yesOrNo = (cell: string): boolean | null => SIGNS[cell] ?? ANSWERS.get(folded(cell)) ?? null;
