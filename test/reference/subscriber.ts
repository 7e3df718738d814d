/** The whole number of a SIM, or of the original caller of a forwarded call, read slowly. */
import { clean } from "./clean.ts";
import { metadataOf, phoneUtil } from "./google.ts";
import { callingCodeAtStart, callingCodeOf, oneLengthOf } from "./plan.ts";
import { isValidE164 } from "./readings.ts";
import { understandSlowly, type ReferenceHome } from "./understand.ts";

const LONGEST = 64;

const isMobile = (national: string, country: string): boolean => {
  const mobile = metadataOf(country).getMobile();
  const pattern = mobile?.getNationalNumberPattern() ?? "";
  if (pattern === "" || !new RegExp(`^(?:${pattern})$`).test(national)) return false;
  const lengths = mobile?.possibleLengthArray() ?? [];
  return lengths.length === 0 || lengths.includes(national.length);
};

/** E.164 with a plus; null where the text is no valid number, or up to eight digits that may mean anything. */
export const subscriberNumber = (text: string, company: ReferenceHome): string | null => {
  if (text.length > LONGEST) return null;
  const home: ReferenceHome = { ...company, areaCode: undefined, bare: ["crm"], extensions: new Set() };
  const { e164 } = understandSlowly(text, home, "crm").destination;
  if (e164 === null || !isValidE164(e164.slice(1))) return null;
  if (!/^\d{1,8}$/.test(clean(text, home.country)?.text ?? "")) return e164;

  const digits = e164.slice(1);
  const callingCode = callingCodeAtStart(digits);
  if (callingCode === null || callingCode !== callingCodeOf(home.country)) return null;
  const national = digits.slice(String(callingCode).length);
  const plan = phoneUtil.getRegionCodesForCountryCode(callingCode).includes(home.country) ? home.country : null;
  if (plan === null) return null;
  return national.length === oneLengthOf(plan) || isMobile(national, plan) ? e164 : null;
};
