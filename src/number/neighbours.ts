/** What people dial like a national number and is another country's: docs/rules.md, "The country". */
import { lazily } from "./lazily.ts";
import table from "./neighbours.json" with { type: "json" };

/** Text that begins with `dialled` means a number that begins with `e164` instead. */
export type Neighbour = Readonly<{
  dialled: string;
  e164: string;
  /** Null: the country is what the number itself says. */
  country: string | null;
}>;

export const neighboursOf = lazily((home: string): readonly Neighbour[] =>
  table.filter(({ homes }) => homes.includes(home)),
);
