/** Lines of corporate SIMs: the id of one is its number, E.164 with a plus. */
import { E164 } from "../number/e164.ts";
import type { Home } from "../number/home.ts";
import { readSubscriberNumber } from "../number/subscriber-number.ts";
import { ID } from "./id.ts";

type Line = Readonly<{ id: string; device: string }>;
type WithLines = Readonly<{ lines: readonly Line[] }>;

export const isSim = ({ device }: Line) => device === "corporate_sim";

/**
 * Brings the ids of SIM lines to E.164 where they can be read as valid numbers. An id that stands already is kept if
 * another line has that number: both cannot have it, and what stands is not refused.
 * @param standing the employees as they are stored
 */
export function withSimNumbers<Employee extends WithLines>(
  employees: readonly Employee[],
  standing: readonly WithLines[],
  home: Home,
): readonly Employee[] {
  const known = new Set(linesOf(standing).map(({ id }) => id));
  const read = new Map<string, string>();
  for (const line of linesOf(employees)) {
    if (!isSim(line) || (known.has(line.id) && E164.test(line.id))) continue;
    const number = readSubscriberNumber(line.id, home);
    if (number !== null && number !== line.id) read.set(line.id, number);
  }
  if (read.size === 0) return employees;
  const numberOf = (line: Line) => (isSim(line) && read.get(line.id)) || line.id;
  const uses = new Map<string, number>();
  for (const number of linesOf(employees).map(numberOf)) uses.set(number, (uses.get(number) ?? 0) + 1);
  const idOf = (line: Line): string => {
    const number = numberOf(line);
    return known.has(line.id) && uses.get(number)! > 1 ? line.id : number;
  };
  return employees.map((employee) =>
    employee.lines.every((line) => idOf(line) === line.id)
      ? employee
      : { ...employee, lines: employee.lines.map((line) => ({ ...line, id: idOf(line) })) },
  );
}

function linesOf(employees: readonly WithLines[]): readonly Line[] {
  return employees.flatMap(({ lines }) => lines);
}

/** Pointers to the ids of SIM lines that are neither a number nor a form of id: nothing can be found by them. */
export function* unreadableSims(employees: readonly WithLines[]): Generator<string> {
  for (const [at, { lines }] of employees.entries())
    for (const [nth, line] of lines.entries())
      if (isSim(line) && !ID.test(line.id)) yield `/employees/${at}/lines/${nth}/id`;
}
