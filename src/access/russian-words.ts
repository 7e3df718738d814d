/**
 * Words of Russian passwords, which zxcvbn has no list of: common words, names and surnames, patronymics and keyboard
 * walks. The list was written by hand, from what a speaker of Russian would try first, and is not a list of leaked
 * passwords. It has only lower-case Cyrillic words, roughly the most likely first; this file makes of them the other
 * ways to type them. To add a word, put it into a row of russian-words.json.
 */
import words from "./russian-words.json" with { type: "json" };

const KEYS_CYRILLIC = "ёйцукенгшщзхъфывапролджэячсмитьбю";
const KEYS_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const SHIFTED_LATIN = '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>';

const LATIN_KEY: ReadonlyMap<string, string> = new Map(
  Array.from(KEYS_CYRILLIC).flatMap((letter, at) => [
    [letter, KEYS_LATIN[at]!],
    [letter.toUpperCase(), SHIFTED_LATIN[at]!],
  ]),
);

/** What the keys write while the keyboard is set to English: “gfhjkm” for «пароль». */
export function onLatinKeys(text: string): string {
  return Array.from(text, (letter) => LATIN_KEY.get(letter) ?? letter).join("");
}

const SPELLED = Array.from("абвгдеёжзийклмнопрстуфхцчшщъыьэюя");

/** Ways to write Russian in Latin letters: in everyday messages, with Latin j and c, and in passports (ICAO 9303). */
const SPELLINGS: readonly ReadonlyMap<string, string>[] = [
  "a b v g d e e zh z i y k l m n o p r s t u f h ts ch sh sch _ y _ e yu ya",
  "a b v g d e jo zh z i j k l m n o p r s t u f h c ch sh sh _ y _ e ju ja",
  "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y _ e iu ia",
].map((spelling) => {
  const latin = spelling.split(" ").map((letters) => (letters === "_" ? "" : letters));
  return new Map(SPELLED.map((letter, at) => [letter, latin[at]!]));
});

/** @param word in lower case */
function inLatinLetters(word: string): readonly string[] {
  return SPELLINGS.map((spelling) => Array.from(word, (letter) => spelling.get(letter) ?? letter).join(""));
}

/** A word as it is, in Latin letters, and on Latin keys. */
export function waysToType(word: string): readonly string[] {
  const lower = word.toLowerCase();
  return [...new Set([lower, lower.replaceAll("ё", "е"), ...inLatinLetters(lower), onLatinKeys(lower)])];
}

/** All words in all ways, by their kind: the dictionaries of zxcvbn, in which the first is the easiest to guess. */
export function russianDictionaries(): Readonly<Record<string, string[]>> {
  return Object.fromEntries(
    Object.entries(words).map(([kind, rows]) => [
      `russian-${kind}`,
      [...new Set(rows.flatMap((row) => row.split(" ")).flatMap(waysToType))],
    ]),
  );
}
