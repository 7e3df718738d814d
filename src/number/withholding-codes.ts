/** Codes that withhold or show the number for one call: docs/rules.md, "Understanding what was dialled", step 2. */
import { lazily } from "./lazily.ts";
import { planOf } from "./numbering-plan.ts";
import table from "./withholding-codes.json" with { type: "json" };

/** `switch` withholds the number, or shows it where a setting withholds it. */
export type PrivacyCode = "withhold" | "show" | "switch";

export type WithholdingCode = Readonly<{ code: string; privacy: PrivacyCode }>;

type Row = Readonly<{
  code: string;
  /** `all`, a calling code such as `+1`, or countries. */
  countries: string | readonly string[];
  privacy: string;
}>;

const rows: readonly Row[] = table;

function holdsIn(countries: Row["countries"], country: string): boolean {
  if (typeof countries !== "string") return countries.includes(country);
  return countries === "all" || countries === `+${planOf(country).callingCode}`;
}

/** The codes of a country, longer ones first, so that `1470` is not taken for `147`. */
export const codesOf = lazily((country: string): readonly WithholdingCode[] =>
  rows
    .filter(({ countries }) => holdsIn(countries, country))
    .map(({ code, privacy }) => ({ code, privacy: privacy as PrivacyCode }))
    .sort((a, b) => b.code.length - a.code.length),
);
