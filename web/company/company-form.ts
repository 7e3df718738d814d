/** A company's own fields, as a form has them and as they are saved. */
import type { Company } from "../../src/policy/company.ts";

/** Empty texts are left out; the service would refuse them. */
export function savedFields(fields: Company): Company {
  const { areaCode, outsideLine, ...rest } = fields;
  return { ...rest, name: fields.name.trim(), ...filled({ areaCode, outsideLine }) };
}

const filled = <T extends object>(texts: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(texts)
      .map(([field, text]) => [field, (text as string | undefined)?.trim()])
      .filter(([, text]) => text),
  ) as Partial<T>;

/** The first error of a field; in a list, with the item that it is about. */
export function errorOf(
  field: keyof Company,
  fields: Company,
  errors: ReadonlyMap<string, string>,
): string | undefined {
  const own = errors.get(`/${field}`);
  if (own !== undefined) return own;
  const value = fields[field];
  for (const [at, item] of (Array.isArray(value) ? value : []).entries()) {
    const error = errors.get(`/${field}/${at}`);
    if (error !== undefined) return `${item}: ${error.charAt(0).toLowerCase()}${error.slice(1)}`;
  }
  return undefined;
}
