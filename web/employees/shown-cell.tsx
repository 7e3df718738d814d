import type { Names } from "../directory/names.ts";
import { LabelledNumber } from "../table/labelled-number.tsx";
import { writePhone } from "../ui/phone-number.tsx";
import { useWords, type Say } from "../words/use-words.ts";
import type { ShownNumber } from "./shown-number.ts";

type Props = Readonly<{
  shown: ShownNumber | undefined;
  labelOf: (number: string) => string;
  names: Names;
}>;

/** The number that clients see: with its label if it is the employee's own, or else with where it comes from. */
export function ShownCell({ shown, labelOf, names }: Props) {
  const say = useWords();
  if (shown === undefined) return <span aria-label={say("employees.noDevice")}>—</span>;
  const { callerId, decidedBy, withheld } = shown;
  if (withheld) return say("employees.withheld");
  if (callerId === null) return say("common.noNumber");
  const isOwn = decidedBy.rule === "employee" || decidedBy.rule === "chosen";
  return (
    <LabelledNumber
      number={callerId}
      label={isOwn ? labelOf(callerId) : sourceOf(shown, names, say)}
      isInherited={!isOwn}
    />
  );
}

/** The same as plain text, with all that there is to say. */
export function shownText({ shown, labelOf, names }: Props, say: Say): string {
  if (shown === undefined) return say("employees.noDevice");
  const number =
    shown.callerId === null
      ? say("common.noNumber")
      : [writePhone(shown.callerId), labelOf(shown.callerId)].filter(Boolean).join(", ");
  return [number, sourceOf(shown, names, say), shown.withheld ? say("employees.withheld") : ""]
    .filter(Boolean)
    .join(" · ");
}

/** Whose number it is: "Sales", "main number". */
function sourceOf({ decidedBy }: ShownNumber, names: Names, say: Say): string {
  if (decidedBy.rule === "department") return names.department(decidedBy.department);
  return say(`common.ruleWithin.${decidedBy.rule}`);
}
