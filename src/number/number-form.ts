/** Writes E.164 numbers in the forms that carriers want. */
import { DOUBLE_ZERO, planOf, writtenNationally } from "./numbering-plan.ts";

/**
 * `plus`: +E.164; `digits`: E.164 without its plus; `national`: as dialled in a country; `bare`: the same without the
 * trunk prefix. Numbers of other countries have the international prefix in the last two forms.
 */
export type NumberForm =
  | Readonly<{ form: "plus" | "digits" }>
  | Readonly<{ form: "national" | "bare"; /** One of libphonenumber's. */ country: string }>;

/** The calling code whose countries dial their trunk prefix, which is the same digit, before every whole number. */
export const NORTH_AMERICA = "1";

/** @param e164 with a plus, valid or not */
export function written(e164: string, form: NumberForm): string {
  const digits = e164.slice(1);
  if (!("country" in form)) return form.form === "plus" ? e164 : digits;
  const plan = planOf(form.country);
  const { callingCode, preferredInternationalPrefix } = plan;
  if (!digits.startsWith(callingCode)) return (preferredInternationalPrefix ?? DOUBLE_ZERO) + digits;
  const national = digits.slice(callingCode.length);
  if (form.form === "bare") return national;
  if (callingCode === NORTH_AMERICA) return digits;
  return writtenNationally(national, plan);
}
