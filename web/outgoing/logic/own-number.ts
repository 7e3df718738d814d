/** Finds the company's number that a cell of a list means, and knows why there is none. */
import { getCountryCallingCode, parsePhoneNumberFromString, type CountryCode } from "libphonenumber-js/min";
import type { Company } from "../../../src/policy/company.ts";
import type { Directory } from "../../../src/policy/directory.ts";
import { numberReader, type NumberMatch } from "../../spreadsheet/number-cell.ts";
import { readPhone } from "../../ui/read-phone.ts";

export type OwnNumberMatch =
  | NumberMatch
  /** It has no area code, and neither has the company. */
  | Readonly<{ kind: "unreadable"; why: "no_area_code" }>;

type Home = Pick<Company, "country" | "areaCode">;

/** Five to eight digits, as a number without its area code is written: `200-01-03`. */
const LOCAL = /^[^\d\p{L}+]*[1-9](?:[^\d\p{L}+]*\d){4,7}[^\d\p{L}+]*$/u;

export function ownNumberReader(directory: Directory, { country, areaCode }: Home): (text: string) => OwnNumberMatch {
  const code = country as CountryCode;
  const isLocal = (text: string) => LOCAL.test(text) && !parsePhoneNumberFromString(text, code)?.isValid();
  const numberOf = numberReader(directory, (text) =>
    areaCode !== undefined && isLocal(text)
      ? [`+${getCountryCallingCode(code)}${areaCode}${text.replace(/\D/g, "")}`, ...readPhone(text, country)]
      : readPhone(text, country),
  );
  return (text) => {
    const match = numberOf(text);
    const isFound = match.kind === "on" || match.kind === "off";
    return !isFound && areaCode === undefined && isLocal(text) ? { kind: "unreadable", why: "no_area_code" } : match;
  };
}
