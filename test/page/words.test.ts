/** The texts of the page in every language. */
import assert from "node:assert/strict";
import { globSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { parse, TYPE, type MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import { CATALOGUES } from "../../web/words/catalogues.ts";
import { LANGUAGES, ownName, type Language } from "../../web/words/language.ts";
import type { WordKey, Words } from "../../web/words/load.ts";
import { sayIn } from "../../web/words/say.ts";

const web = new URL("../../web/", import.meta.url).pathname;

const catalogueOf = async (language: Language) => {
  const [first, sections] = await Promise.all([CATALOGUES[language].first(), CATALOGUES[language].sections()]);
  return { first: first.words, sections: sections.words };
};
const catalogues = new Map(
  await Promise.all(LANGUAGES.map(async (language) => [language, await catalogueOf(language)] as const)),
);
const wordsOf = (language: Language): Words => ({
  ...catalogues.get(language)!.first,
  ...catalogues.get(language)!.sections,
});
const english = wordsOf("en");
const keys = Object.keys(english) as WordKey[];

/** The names of the values in a text, which of them are numbers, and the forms of its plurals. */
function read(text: string) {
  const [values, numbers] = [new Set<string>(), new Set<string>()];
  const plurals: Readonly<{ type: Intl.PluralRuleType; forms: readonly string[] }>[] = [];
  const visit = (elements: readonly MessageFormatElement[]) => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
      values.add(element.value);
      if (element.type === TYPE.number || element.type === TYPE.plural) numbers.add(element.value);
      if (element.type === TYPE.plural) {
        // "=0" is a text for that very count, besides the forms.
        const forms = Object.keys(element.options).filter((form) => !form.startsWith("="));
        plurals.push({ type: element.pluralType ?? "cardinal", forms: forms.toSorted() });
      }
      if (element.type === TYPE.plural || element.type === TYPE.select)
        for (const { value } of Object.values(element.options)) visit(value);
    }
  };
  visit(parse(text));
  return { values, numbers, plurals };
}

test("every folder of texts is one of the languages, which call themselves by their own names", () => {
  const folders = readdirSync(`${web}words`, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  assert.deepEqual(folders.map(({ name }) => name).toSorted(), LANGUAGES.toSorted());
  assert.deepEqual([ownName("en"), ownName("ru")], ["English", "Русский"]);
});

test("every language has the keys of the English one, in the same part, and no others", () => {
  for (const language of LANGUAGES)
    for (const part of ["first", "sections"] as const) {
      const [wanted, given] = [catalogues.get("en")![part], catalogues.get(language)![part]];
      const missing = Object.keys(wanted).filter((key) => !Object.hasOwn(given, key));
      const extra = Object.keys(given).filter((key) => !Object.hasOwn(wanted, key));
      const fault = [...missing.map((key) => `missing: ${key}`), ...extra.map((key) => `not in English: ${key}`)];
      assert.ok(fault.length === 0, `web/words/${language}/${part}.ts\n${fault.join("\n")}`);
    }
});

test("every text is said with its values, for any count, and leaves none of its marks", () => {
  for (const language of LANGUAGES) {
    const words = wordsOf(language);
    const say = sayIn(language, words);
    for (const key of keys) {
      const { values, numbers } = read(words[key]);
      for (const count of [0, 1, 2, 5, 21, 1000]) {
        const given = [...values].map((name) => [name, numbers.has(name) ? count : `⟦${name}⟧`] as const);
        const text = say(key, Object.fromEntries(given));
        const isWhole = given.every(([, value]) => typeof value === "number" || text.includes(value));
        assert.ok(isWhole && text.trim() !== "" && !/[{}#]/.test(text), `${language} ${key}: ${text}`);
      }
    }
  }
});

test("every language says the same values of a text", () => {
  for (const language of LANGUAGES)
    for (const [key, text] of Object.entries(wordsOf(language))) {
      const [own, wanted] = [read(text), read(english[key as WordKey])];
      assert.deepEqual([own.values, own.numbers], [wanted.values, wanted.numbers], `${language} ${key}`);
    }
});

test("plurals have exactly the forms of their language", () => {
  for (const language of LANGUAGES)
    for (const [key, text] of Object.entries(wordsOf(language)))
      for (const { type, forms } of read(text).plurals) {
        const { pluralCategories } = new Intl.PluralRules(language, { type }).resolvedOptions();
        assert.deepEqual(forms, pluralCategories.toSorted(), `${language} ${key}`);
      }
});

test("a text is asked for with its values", () => {
  const SAID = /\bsay\(\s*"([\w.]+)"(?:\)|,\s*\{([^{}]*)\})/g;
  let asked = 0;
  for (const file of globSync("**/*.{ts,tsx}", { cwd: web, exclude: ["dist/**"] }))
    for (const [, key, given = ""] of readFileSync(web + file, "utf8").matchAll(SAID)) {
      if (!keys.includes(key as WordKey)) continue;
      const names = given.replace(/\([^()]*\)/g, "").match(/(?<=^|,)\s*\w+/g) ?? [];
      const values = new Set(names.map((name) => name.trim()));
      assert.deepEqual(values, read(english[key as WordKey]).values, `${file} ${key}`);
      asked++;
    }
  assert.ok(asked > 200, String(asked));
});
