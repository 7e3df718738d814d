/** What people chose for headings that the page does not know, in this browser. */
import type { Kind } from "./kinds.ts";
import type { Choices } from "./match-columns.ts";
import { titleKey } from "./title-key.ts";

/** The oldest are forgotten. */
const MOST = 200;

/** Each kind of list has its own choices. */
type List = Kind | "outgoing-numbers";

const keyOf = (list: List) => `callas.columns.${list}`;

/** @param known the fields that columns of the list may hold; a choice for any other is left out */
export function rememberedColumns(list: List, known: readonly string[]): Choices {
  const fields = new Set<unknown>([...known, null]);
  const stored = parsed(localStorage.getItem(keyOf(list)) ?? "[]");
  if (!Array.isArray(stored)) return new Map();
  const pairs: readonly unknown[] = stored;
  return new Map(
    pairs.flatMap((pair): readonly (readonly [string, string | null])[] => {
      const [title, field] = Array.isArray(pair) ? (pair as readonly unknown[]) : [];
      return typeof title === "string" && fields.has(field) ? [[title, field as string | null]] : [];
    }),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The choices with one more, which is remembered. An earlier choice of the field for another heading of the file ends. */
export function chooseColumn(
  list: List,
  choices: Choices,
  columns: readonly Readonly<{ title: string }>[],
  title: string,
  field: string | null,
): Choices {
  const next = new Map(choices);
  for (const key of columns.map((column) => titleKey(column.title)))
    if (field !== null && next.get(key) === field) next.delete(key);
  next.delete(titleKey(title));
  next.set(titleKey(title), field);
  localStorage.setItem(keyOf(list), JSON.stringify([...next].slice(-MOST)));
  return next;
}
