import { isEmergency } from "../number/emergency-numbers.ts";
import { isShort } from "../number/numbering-plan.ts";
import type { DecidingDocuments } from "../policy/documents.ts";
import type { Fallback } from "./decide-call.ts";

/** @param documents may be without people; it is then taken that lines whose ids are numbers are SIMs */
export function fallbackOf(
  id: string,
  revision: number,
  { company, directory, "outgoing-numbers": outgoing }: DecidingDocuments,
  extensions: readonly string[],
): Fallback {
  const shown = (number: string | null | undefined) =>
    directory.numbers.find((candidate) => candidate.on && candidate.number === number) ?? null;
  const main = shown(outgoing.main);
  const emergency = shown(company.emergencyNumber) ?? main;
  const { country, outsideLine = null } = company;
  return {
    company: id,
    revision,
    country,
    main: main?.number ?? null,
    emergency: emergency?.number ?? null,
    mainTrunks: main?.trunks ?? [],
    emergencyTrunks: emergency?.trunks ?? [],
    extensions,
    ownEmergencyNumbers: company.emergencyNumbers,
    outsideLine,
    pressedOnNumbers: directory.employees.some(({ lines }) =>
      lines.some((line) => line.device !== "corporate_sim" && line.id.startsWith("+")),
    ),
    shortNumbers: outsideLine === null ? [] : hiddenShortNumbers(outsideLine, country),
    trunkCodes: company.trunkCodes,
    withhold: company.withhold,
  };
}

/** Of three digits, as nearly all that people need are: 988 where 9 is the outside line. */
function hiddenShortNumbers(outsideLine: string, country: string): readonly string[] {
  return Array.from({ length: 1000 }, (_, value) => String(value).padStart(3, "0")).filter((digits) => {
    const rest = digits.slice(outsideLine.length);
    const means = (text: string) => isShort(text, country) || isEmergency(text, country);
    return digits.startsWith(outsideLine) && rest !== "" && isShort(digits, country) && !means(rest);
  });
}
