/** The thread that estimates passwords: zxcvbn is synchronous, and may take a second. */
import { parentPort } from "node:worker_threads";
import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import * as common from "@zxcvbn-ts/language-common";
import * as german from "@zxcvbn-ts/language-de";
import * as english from "@zxcvbn-ts/language-en";
import { onLatinKeys, russianDictionaries, waysToType } from "./russian-words.ts";

export type StrengthQuestion = Readonly<{
  password: string;
  /** The person's own words: name, address, company. */
  own: readonly string[];
}>;

/** 0 to 4, as zxcvbn counts: 3 means that more than 10⁸ guesses are needed. */
export type Strength = 0 | 1 | 2 | 3 | 4;

/** Its time grows with the square of the length, and what is longer adds little. */
const MOST_ESTIMATED = 64;

const MOST_OWN_WORDS = 50;

const estimator = new ZxcvbnFactory({
  dictionary: { ...common.dictionary, ...german.dictionary, ...english.dictionary, ...russianDictionaries() },
  graphs: common.adjacencyGraphs,
  maxLength: MOST_ESTIMATED,
});

parentPort!.on("message", ({ password, own }: StrengthQuestion) =>
  parentPort!.postMessage(strengthOf(password, wordsIn(own)), []),
);

/** Cyrillic is estimated by its keys too: «йцукен» is a walk on the keyboard and «зфыыцщкв» is “password”. */
function strengthOf(password: string, words: string[]): Strength {
  const estimates = [...new Set([password, onLatinKeys(password)])].map((typed) => estimator.check(typed, words).score);
  return Math.min(...estimates) as Strength;
}

function wordsIn(own: readonly string[]): string[] {
  const words = own.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]).filter((word) => word.length > 2);
  return [...new Set(words.slice(0, MOST_OWN_WORDS).flatMap((word) => [word, ...waysToType(word)]))];
}
