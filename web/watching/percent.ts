/** A share of the employees, as people write it: in percent. */
import type { Language } from "../words/language.ts";

/** @param share 0 to 1 */
export const percentText = (share: number, language: Language): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 2, useGrouping: false }).format(share * 100);

/** @returns 0 to 1; null if it is no percentage */
export function shareOf(text: string): number | null {
  const [number] = /^\d{1,3}(?:[.,]\d{1,2})?(?=\s*%?$)/.exec(text.trim()) ?? [];
  const percent = Number(number?.replace(",", ".") ?? Number.NaN);
  // Not 0.07 × 100 = 7.000000000000001 %.
  return percent <= 100 ? Math.round(percent * 100) / 10_000 : null;
}
