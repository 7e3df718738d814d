import { emergencyNumbersOf } from "../number/emergency-numbers.ts";
import type { Documents } from "../policy/documents.ts";
import type { Fallback } from "./decide-call.ts";

/** @param documents may be without people */
export function fallbackOf(
  id: string,
  { company, directory, "outgoing-numbers": outgoing }: Documents,
  extensions: readonly string[],
): Fallback {
  const shown = (number: string | null | undefined) =>
    directory.numbers.find((candidate) => candidate.on && candidate.number === number)?.number ?? null;
  const main = shown(outgoing.main);
  return {
    company: id,
    main,
    emergency: shown(company.emergencyNumber) ?? main,
    extensions,
    emergencyNumbers: emergencyNumbersOf(company.country),
  };
}
