/** A company's quotas, as a form has them: texts, of which an empty one stands for no quota. */
import { QUOTA_LIMITS } from "../../src/policy/quota-limits.ts";
import type { Quotas } from "../../src/policy/quotas.ts";
import type { Read } from "../api/documents.ts";

export type Quota = keyof typeof QUOTA_LIMITS;
export type QuotaTexts = Readonly<Record<Quota, string>>;

export const QUOTAS = Object.keys(QUOTA_LIMITS) as readonly Quota[];

const record = <T>(of: (quota: Quota) => T) =>
  Object.fromEntries(QUOTAS.map((quota) => [quota, of(quota)])) as Record<Quota, T>;

export const textsOf = ({ body, etag }: Read<Quotas>): Read<QuotaTexts> => ({
  body: record((quota) => String(body[quota] ?? "")),
  etag,
});

/** @returns undefined if it is neither empty nor a number that the quota may have */
function quotaIn(quota: Quota, text: string): number | null | undefined {
  // People group digits with spaces of many kinds.
  const digits = text.replaceAll(/\s/g, "");
  if (digits === "") return null;
  const [least, most] = QUOTA_LIMITS[quota];
  const number = /^\d{1,9}$/.test(digits) ? Number(digits) : Number.NaN;
  return number >= least && number <= most ? number : undefined;
}

/** The quotas that are no numbers, or too small or too large. */
export const wrongQuotas = (texts: QuotaTexts): readonly Quota[] =>
  QUOTAS.filter((quota) => quotaIn(quota, texts[quota]) === undefined);

/** To be called if none of them is wrong. */
export const quotasOf = (texts: QuotaTexts): Quotas => record((quota) => quotaIn(quota, texts[quota]) ?? null);
