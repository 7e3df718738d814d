/** Which field each column of a file holds, by its heading. */
import { LANGUAGES } from "../words/language.ts";
import { loadWords } from "../words/load.ts";
import { sayIn } from "../words/say.ts";
import { HEADING_WORDS } from "./heading-words.ts";
import { columnKey, fieldsOf, type Kind } from "./kinds.ts";
import { KNOWN_HEADINGS, MISLEADING } from "./known-headings.ts";
import { titleKey } from "./title-key.ts";

/** A field by what a person chose for a heading: a field of the list, or null for none. */
export type Choices = ReadonlyMap<string, string | null>;

/** The fields of the columns, by place; null: it is not read. Of two columns for one field the first is read. */
export type MatchColumns = (heads: readonly string[], choices?: Choices) => readonly (string | null)[];

/** Knows the page's words in every language, ordinary words, the headings of other systems, and the API's names. */
export async function columnMatcher(kind: Kind): Promise<MatchColumns> {
  const known = new Map<string, string>();
  const add = (title: string, field: string) => {
    const key = titleKey(title);
    if (!known.has(key)) known.set(key, field);
  };
  for (const field of fieldsOf(kind)) add(field, field);
  for (const language of LANGUAGES) {
    const say = sayIn(language, await loadWords(language));
    for (const field of fieldsOf(kind)) add(say(columnKey(kind, field)), field);
    // "Name" is accepted as the title of a department's name, too.
    if (kind === "departments") add(say(columnKey("employees", "name")), "name");
  }
  for (const [field, titles] of Object.entries(HEADING_WORDS[kind])) for (const title of titles) add(title, field);
  for (const { title, field } of KNOWN_HEADINGS[kind]) add(title, field);
  return (heads, choices) => matchHeads(heads, known, choices);
}

/** @param known fields by the key of their headings */
export function matchHeads(
  heads: readonly string[],
  known: ReadonlyMap<string, string>,
  choices: Choices = new Map(),
): readonly (string | null)[] {
  const keys = heads.map(titleKey);
  const misleading = new Set(
    MISLEADING.filter(({ beside }) => keys.includes(titleKey(beside))).map(({ title }) => titleKey(title)),
  );
  const wanted = keys.map((key) => {
    if (key === "") return null;
    const chosen = choices.get(key);
    if (chosen !== undefined) return { field: chosen, isChosen: true };
    return { field: misleading.has(key) ? null : (known.get(key) ?? null), isChosen: false };
  });
  const chosen = new Set(wanted.flatMap((want) => (want?.isChosen && want.field !== null ? [want.field] : [])));
  const taken = new Set<string>();
  const fields = wanted.map((want) => {
    if (!want || want.field === null || taken.has(want.field)) return null;
    if (!want.isChosen && chosen.has(want.field)) return null;
    taken.add(want.field);
    return want.field;
  });
  return withFirstNames(fields);
}

/** Beside a family name, "name" is the first name, unless that has a column, too. */
function withFirstNames(fields: readonly (string | null)[]): readonly (string | null)[] {
  if (!fields.includes("last") || fields.includes("first")) return fields;
  return fields.map((field) => (field === "name" ? "first" : field));
}
