/** Validates a company's expectations. Whether they hold is another question: preview/expectations.ts. */
import { homeOf } from "../number/home.ts";
import { readSubscriberNumber } from "../number/subscriber-number.ts";
import type { Company } from "./company.ts";
import type { Directory } from "./directory.ts";
import { expectationKey } from "./expectation-key.ts";
import type { Expectation, Expectations } from "./expectations.ts";
import { ProblemList, type Problems } from "./problem-list.ts";

const MOST_EXPECTATIONS = 1000;

/**
 * A number that is off is no problem: the expectation does not hold until it is on.
 * @param current the saved expectations, which are not refused again whatever became of their number or person
 */
export function checkExpectations(
  { expectations }: Expectations,
  company: Company,
  directory: Directory,
  current: Expectations,
): Problems {
  const list = new ProblemList();
  if (expectations.length > MOST_EXPECTATIONS) {
    const message = `At most ${MOST_EXPECTATIONS} can be saved; these are ${expectations.length}.`;
    list.add({ path: "/expectations", code: "too_many_entries", message });
    return list;
  }
  const known = lookUp(company, directory);
  const kept = new Set(current.expectations.map(expectationKey));
  for (const [at, expectation] of expectations.entries())
    if (!kept.has(expectationKey(expectation))) check(`/expectations/${at}`, expectation, known, list);
  return list;
}

type Known = ReturnType<typeof lookUp>;

function lookUp(company: Company, { numbers, employees }: Directory) {
  const home = homeOf(company);
  const lines = new Set(employees.flatMap((employee) => employee.lines.map(({ id }) => id)));
  return {
    numbers: new Set(numbers.map(({ number }) => number)),
    employees: new Set(employees.map(({ id }) => id)),
    hasLine: (text: string) => lines.has(text) || lines.has(readSubscriberNumber(text, home) ?? ""),
  };
}

function check(path: string, expectation: Expectation, known: Known, list: ProblemList): void {
  const { shows } = expectation;
  if ("line" in expectation && !known.hasLine(expectation.line))
    list.add({
      path: `${path}/line`,
      code: "line_unknown",
      message: `The company has no line “${expectation.line}”.`,
    });
  if ("employee" in expectation && !known.employees.has(expectation.employee))
    list.add({
      path: `${path}/employee`,
      code: "employee_unknown",
      message: `The company has no employee “${expectation.employee}”.`,
    });
  if (shows !== null && !known.numbers.has(shows))
    list.add({ path: `${path}/shows`, code: "number_unknown", message: `The company has no number ${shows}.` });
}
