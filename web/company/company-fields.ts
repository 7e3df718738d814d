/** A company's fields, changed by two people at once. */
import type { Company } from "../../src/policy/company.ts";

export type Field = keyof Company;

const FIELDS = ["name", "country", "areaCode", "emergencyNumber", "choice", "guests"] as const satisfies Field[];

export const isSame = (one: Company, other: Company): boolean => FIELDS.every((field) => one[field] === other[field]);

/** What I changed since `base` over what is saved now. */
export function laidOver(base: Company, mine: Company, theirs: Company): Company {
  const changed = FIELDS.filter((field) => mine[field] !== base[field]).map((field) => [field, mine[field]]);
  return { ...theirs, ...(Object.fromEntries(changed) as Partial<Company>) };
}

/** Fields that both have changed, each to something else. */
export const overlapsOf = (base: Company, mine: Company, theirs: Company): readonly Field[] =>
  FIELDS.filter(
    (field) => mine[field] !== base[field] && theirs[field] !== base[field] && mine[field] !== theirs[field],
  );
