/** The administrator's guide: the same in both languages, with every section and picture that is asked for. */
import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { guidePage } from "../../web/ui/guide-page.ts";
import { LANGUAGES } from "../../web/words/language.ts";

const root = join(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const guides = { ru: read("docs/guide/ru.md"), en: read("docs/guide/en.md") };
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found]) => found!);
const anchors = (text: string) => all(text, /<a id="([\w-]+)"><\/a>/g);

test("both languages have the same sections and pictures", () => {
  assert.deepEqual(anchors(guides.ru), anchors(guides.en));
  const pictures = (language: keyof typeof guides) => all(guides[language], /\]\((pictures\/[\w./-]+)\)/g);
  assert.deepEqual(
    pictures("ru").map((name) => name.replace("/ru/", "/en/")),
    pictures("en"),
  );
  for (const name of [...pictures("ru"), ...pictures("en")])
    assert.ok(existsSync(join(root, "docs/guide", name)), name);
});

test("the page leads to the guides that there are", () => {
  const found = globSync("*.md", { cwd: join(root, "docs/guide") }).map((name) => name.slice(0, -3));
  const led = new Set(LANGUAGES.map((language) => guidePage(language).hrefLang));
  assert.deepEqual([...led].toSorted(), found.toSorted());
});

test("every «?» of the page and every link of the guide leads to a section", () => {
  const page = globSync("web/**/*.tsx", { cwd: root, exclude: ["web/dist/**"] })
    .map(read)
    .join("\n");
  const asked = [
    ...all(page, /(?:guide|section)="([\w-]+)"/g),
    ...all(page, /guidePage\(language, "([\w-]+)"\)/g),
    ...all(page, /<Block\s+id="(\w+)"/g),
    ...all(page, /<EntryBlock\s+id="(\w+)"/g),
    ...all(guides.ru, /\]\(#([\w-]+)\)/g),
    ...all(guides.en, /\]\(#([\w-]+)\)/g),
  ];
  assert.ok(asked.length > 15, String(asked.length));
  for (const section of asked) assert.ok(anchors(guides.ru).includes(section), section);
});
