/** Why a dialled text is not understood. */
import type { Company } from "../../../src/policy/company.ts";
import type { WordKey } from "../../words/load.ts";

/** ITU-T E.164, 6.1: a number has at most 15 digits. As many more are dialled before it, as 8 10 are. */
const LONGEST = 18;
/** Of numbers that are written with a plus, the shortest and the longest. */
const WITH_PLUS = { shortest: 8, longest: 15 };
/** Of numbers that are dialled without the area code. */
const LOCAL = { shortest: 5, longest: 8 };

const countDigits = (text: string) => text.replace(/\D/g, "").length;

/** @param digits what goes to the trunk, null if nothing of the text could be dialled */
export function whyUnrecognised(
  dialled: string,
  digits: string | null,
  { areaCode }: Pick<Company, "areaCode">,
): WordKey {
  const count = countDigits(digits ?? dialled);
  if (count > LONGEST) return "testCall.unrecognised.tooLong";
  if (digits === null) return "testCall.unrecognised.noNumber";
  if (digits.startsWith("+"))
    return count < WITH_PLUS.shortest || count > WITH_PLUS.longest
      ? "testCall.unrecognised.lengthWithPlus"
      : "testCall.unrecognised.noCountry";
  const mayBeLocal = count >= LOCAL.shortest && count <= LOCAL.longest && /^[1-9]\d*$/.test(digits);
  return mayBeLocal && areaCode === undefined ? "testCall.unrecognised.areaCode" : "testCall.unrecognised.noSuch";
}
