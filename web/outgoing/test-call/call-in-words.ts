/** A decision in words. */
import type { TraceStep } from "../../../src/decide/decision.ts";
import type { Company } from "../../../src/policy/company.ts";
import type { Priority } from "../logic/document.ts";
import type { Decided } from "../../api/check.ts";
import { conditionWithin, type Names } from "../../directory/names.ts";
import { writePhone } from "../../ui/phone-number.tsx";
import type { Say } from "../../words/use-words.ts";
import { isFollowed, seenOf, type Shown } from "./seen.ts";
import { stepsOf, type Step } from "./steps.ts";
import { whyUnrecognised } from "./why-unrecognised.ts";

/** What a step was about: "2 Country Germany". */
export function stepName({ step, order }: Step, say: Say, names: Names): string {
  const { rule, employee, department, device, country, prefix } = step;
  const subject = [
    prefix === undefined ? "" : writePhone(prefix),
    country === undefined ? "" : names.country(country),
    employee === undefined ? "" : names.employee(employee),
    department === undefined ? "" : names.department(department),
    device === undefined ? "" : conditionWithin(device, say),
  ].filter(Boolean);
  const title = `${order === null ? "" : `${order} `}${say(`common.rule.${rule}`)}`;
  return subject.length > 0 ? `${title} ${subject.join(", ")}` : title;
}

export const becameText = ({ outcome, reason }: TraceStep, say: Say) =>
  reason === undefined ? say(`testCall.outcome.${outcome}`) : say(`testCall.reason.${reason}`);

/** The number, or in words what is seen instead. */
export function seenText(shown: Shown, say: Say): string {
  const seen = seenOf(shown);
  if (seen === "colleague") return say("testCall.extension", { extension: shown.extension! });
  return isFollowed(seen) ? writePhone(shown.callerId!) : say(`testCall.nothing.${seen}`);
}

/** What there is to say about what is seen, besides the number: a sentence each. */
export function remarksOn(dialled: string, decided: Decided, fields: Company, say: Say): readonly string[] {
  const seen = seenOf(decided);
  const { kind, digits } = decided.destination;
  return [
    ...(kind === "unrecognised" ? [say(whyUnrecognised(dialled, digits, fields))] : []),
    ...(seen === "unrecognised" ? [say("testCall.whyShown")] : []),
    ...(seen === "without_extension" || seen === "service_code" || seen === "emergency_without" || seen === "none"
      ? [say(`testCall.because.${seen}`)]
      : []),
  ];
}

/** That unsaved changes count, and what is shown without them where it differs. */
export const unsavedText = (answer: Decided, saved: Decided | null, say: Say) =>
  saved && (saved.callerId !== answer.callerId || saved.privacy !== answer.privacy)
    ? say("testCall.savedDiffers", { number: seenText(saved, say) })
    : say("testCall.unsaved");

/** In a line: what decided, what stood before it but could not be shown, and what else there is to say. */
export function whyText(dialled: string, decided: Decided, about: About): string {
  const { say, names, fields, priority } = about;
  const steps = stepsOf(decided, priority);
  const passed = steps.filter(({ step }) => step.reason !== undefined);
  const decisive = steps.at(-1);
  return [
    ...passed.map((step) => `${stepName(step, say, names)}: ${becameText(step.step, say)}`),
    ...(decisive ? [stepName(decisive, say, names)] : []),
    ...(seenOf(decided) === "withheld" ? [say("testCall.withheld")] : []),
    ...remarksOn(dialled, decided, fields, say),
  ]
    .map((sentence) => sentence.replace(/\.$/, ""))
    .join(". ");
}

export type About = Readonly<{ say: Say; names: Names; fields: Company; priority: Priority }>;
