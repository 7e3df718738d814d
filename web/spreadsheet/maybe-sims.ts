/** Headings of columns that may hold the numbers of corporate SIM cards or people's own mobiles: only the admin knows. */
import type { FileColumn } from "./file-columns.ts";
import { titleKey } from "./title-key.ts";

const TITLES: ReadonlySet<string> = new Set(
  [
    "Мобильный",
    "Мобильный номер",
    "Мобильный телефон",
    "Номер мобильного",
    "Телефон мобильный",
    "Моб.",
    "Моб. номер",
    "Моб. тел.",
    "Моб. телефон",
    "Сотовый",
    "Сотовый номер",
    "Сотовый телефон",
    "Mobile",
    "Mobile number",
    "Mobile phone",
    "Mobile phone number",
    "Cell",
    "Cell number",
    "Cell phone",
  ].map(titleKey),
);

/** The column to ask about, whether it is read or not; undefined if another one holds the SIM cards, or none may. */
export function maybeSims(columns: readonly FileColumn[]): FileColumn | undefined {
  const sims = columns.find(({ field }) => field === "corporate_sim");
  if (sims) return TITLES.has(titleKey(sims.title)) ? sims : undefined;
  return columns.find(({ title, field }) => field === null && TITLES.has(titleKey(title)));
}
