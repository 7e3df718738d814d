/** The texts of the page in both languages. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { parse, TYPE, type MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import { loadSectionWords, loadWords, type WordKey } from "../../web/words/load.ts";
import { sayIn } from "../../web/words/say.ts";

await loadSectionWords();
const catalogues = { ru: await loadWords("ru"), en: await loadWords("en") };
const keys = Object.keys(catalogues.en) as WordKey[];

/** The names of the values in a text, which of them are numbers, and the forms of its plurals. */
function read(text: string) {
  const [values, numbers, plurals] = [new Set<string>(), new Set<string>(), [] as string[]];
  const visit = (elements: readonly MessageFormatElement[]) => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
      values.add(element.value);
      if (element.type === TYPE.number || element.type === TYPE.plural) numbers.add(element.value);
      if (element.type === TYPE.plural) plurals.push(Object.keys(element.options).toSorted().join(" "));
      if (element.type === TYPE.plural || element.type === TYPE.select)
        for (const { value } of Object.values(element.options)) visit(value);
    }
  };
  visit(parse(text));
  return { values, numbers, plurals };
}

test("every text is said with its values, for any count, and leaves none of its marks", () => {
  for (const language of ["ru", "en"] as const)
    for (const key of keys) {
      const { values, numbers } = read(catalogues[language][key]);
      for (const count of [0, 1, 2, 5, 21, 1000]) {
        const given = [...values].map((name) => [name, numbers.has(name) ? count : `⟦${name}⟧`] as const);
        const text = sayIn(language, catalogues[language])(key, Object.fromEntries(given));
        const isWhole = given.every(([, value]) => typeof value === "number" || text.includes(value));
        assert.ok(isWhole && text.trim() !== "" && !/[{}#]/.test(text), `${language} ${key}: ${text}`);
      }
    }
});

test("both languages say the same values of a text, and have every form of their plurals", () => {
  for (const key of keys) {
    const [ru, en] = [read(catalogues.ru[key]), read(catalogues.en[key])];
    assert.deepEqual([ru.values, ru.numbers], [en.values, en.numbers], key);
    for (const forms of ru.plurals) assert.equal(forms, "few many one other", key);
    for (const forms of en.plurals) assert.equal(forms, "one other", key);
  }
});

test("a text is asked for with its values", () => {
  const web = new URL("../../web/", import.meta.url).pathname;
  const SAID = /\bsay\(\s*"([\w.]+)"(?:\)|,\s*\{([^{}]*)\})/g;
  let asked = 0;
  for (const file of globSync("**/*.{ts,tsx}", { cwd: web, exclude: ["dist/**"] }))
    for (const [, key, given = ""] of readFileSync(web + file, "utf8").matchAll(SAID)) {
      if (!keys.includes(key as WordKey)) continue;
      const names = given.replace(/\([^()]*\)/g, "").match(/(?<=^|,)\s*\w+/g) ?? [];
      const values = new Set(names.map((name) => name.trim()));
      assert.deepEqual(values, read(catalogues.en[key as WordKey]).values, `${file} ${key}`);
      asked++;
    }
  assert.ok(asked > 200, String(asked));
});
