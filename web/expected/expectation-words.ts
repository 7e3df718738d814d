/** An expectation, in words. */
import type { DecidedBy } from "../../src/decide/decision.ts";
import type { Directory } from "../../src/policy/directory.ts";
import type { Device } from "../../src/policy/company.ts";
import type { Expectation, Unmet } from "../api/expectations.ts";
import { countryName } from "../countries/country-name.ts";
import { countryOfPhone, readWithPlus } from "../ui/read-phone.ts";
import type { Language } from "../words/language.ts";
import type { Say } from "../words/use-words.ts";

/** Any rule, with what it may be about. */
type Rule = Pick<DecidedBy, "rule"> &
  Readonly<Partial<Record<"prefix" | "country" | "employee" | "department", string>>>;

export type ExpectationWords = Readonly<{
  /** Who calls: "Ivan Petrov, desk phone". */
  caller: (expectation: Expectation) => string;
  /** What is dialled: "+49 30 123456, Germany", "112". */
  dialled: (expectation: Expectation) => string;
  /** A number with its label. */
  number: (number: string | null) => string;
  /** The whole of it in one line. */
  whole: (expectation: Expectation) => string;
  /** What a call shows that does not show what is expected, and why. */
  unmet: (unmet: Unmet) => string;
}>;

export type WordsAbout = Readonly<{
  /** Names people and numbers. */
  directory: Directory;
  say: Say;
  language: Language;
  /** Writes an E.164 number in its country's format. */
  writePhone: (e164: string) => string;
}>;

export function expectationWords({ directory, say, language, writePhone }: WordsAbout): ExpectationWords {
  const writeNumber = (line: string) => (line.startsWith("+") ? writePhone(line) : line);
  const people = new Map(directory.employees.map(({ id, name }) => [id, name]));
  const departments = new Map(directory.departments.map(({ id, name }) => [id, name]));
  const labels = new Map(directory.numbers.map(({ number, label }) => [number, label]));
  const lines = new Map(
    directory.employees.flatMap(({ name, lines }) => lines.map(({ id, device }) => [id, { name, device }])),
  );
  const person = (id: string) => people.get(id) ?? say("people.gone", { id });
  const device = (of: Device) => say(`people.deviceWithin.${of}`);

  function caller(expectation: Expectation): string {
    if ("line" in expectation) {
      const { line } = expectation;
      const owner = lines.get(line);
      return owner === undefined
        ? say("expect.line", { line: writeNumber(line) })
        : say("expect.lineOf", { line: writeNumber(line), name: owner.name, device: device(owner.device) });
    }
    return "employee" in expectation
      ? `${person(expectation.employee)}, ${device(expectation.device)}`
      : say(`expect.all.${expectation.device}`);
  }

  function dialled({ dialled }: Expectation): string {
    const e164 = readWithPlus(dialled);
    if (e164 === undefined) return dialled;
    const country = countryOfPhone(e164);
    return country === null ? writePhone(e164) : `${writePhone(e164)}, ${countryName(country, language)}`;
  }

  function number(e164: string | null): string {
    if (e164 === null) return say("expect.none");
    const label = labels.get(e164);
    return label ? `${writePhone(e164)} · ${label}` : writePhone(e164);
  }

  function why(decidedBy: DecidedBy): string {
    const { rule, prefix, country, employee, department }: Rule = decidedBy;
    const subject = [
      prefix === undefined ? "" : writePhone(prefix),
      country === undefined ? "" : countryName(country, language),
      employee === undefined ? "" : person(employee),
      department === undefined ? "" : (departments.get(department) ?? say("people.gone", { id: department })),
    ].filter(Boolean);
    const by = say(`common.rule.${rule}`);
    return subject.length === 0 ? by : `${by}: ${subject.join(", ")}`;
  }

  return {
    caller,
    dialled,
    number,
    whole: (expectation) =>
      say("expect.whole", {
        caller: caller(expectation),
        dialled: dialled(expectation),
        number: number(expectation.shows),
      }),
    unmet: ({ got, decidedBy, employee }) => {
      if (decidedBy === null) return say("expect.callerGone");
      const [shown, reason] = [number(got), why(decidedBy)];
      return employee === undefined
        ? say("expect.now", { number: shown, why: reason })
        : say("expect.nowFor", { number: shown, why: reason, name: person(employee) });
    },
  };
}
