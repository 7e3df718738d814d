/** Which sections of a company something is not as meant in. */
import type { Directory } from "../../src/policy/directory.ts";
import type { Warning } from "../../src/policy/problem.ts";

type WarnedSection = "employees" | "departments" | Exclude<Warning["document"], "directory">;

/**
 * @param warnings as an answer about the outgoing numbers has them: of other documents, they name no place
 * @param directory where their place is found
 */
export function sectionsWithWarnings(
  warnings: readonly Pick<Warning, "document" | "code">[],
  directory: Directory | undefined,
): ReadonlySet<WarnedSection> {
  return new Set(
    warnings.flatMap(({ document, code }): readonly WarnedSection[] => {
      if (document !== "directory") return [document];
      return code === "emergency_number_off" ? withEmergencyNumberOff(directory) : ["employees"];
    }),
  );
}

function withEmergencyNumberOff(directory: Directory | undefined): readonly WarnedSection[] {
  if (directory === undefined) return [];
  const on = new Set(directory.numbers.filter(({ on }) => on).map(({ number }) => number));
  return (["employees", "departments"] as const).filter((list) =>
    directory[list].some(({ emergencyNumber }) => emergencyNumber !== undefined && !on.has(emergencyNumber)),
  );
}
