/** What a dialled text means, in words. */
import type { ReadingAnswer } from "../api/dialled.ts";
import { countryName } from "../countries/country-name.ts";
import { writePhone } from "./phone-number.tsx";
import type { Language } from "../words/language.ts";
import type { Say } from "../words/use-words.ts";

type Step = ReadingAnswer["steps"][number];

/** For use within a sentence: "+7 916 123-45-67, Russia", "emergency call to 112". */
export function meaningText(destination: ReadingAnswer["destination"], say: Say, language: Language): string {
  const { kind, e164, country, digits } = destination;
  if (e164 !== null)
    return country === null ? writePhone(e164) : `${writePhone(e164)}, ${countryName(country, language)}`;
  switch (kind) {
    case "emergency":
    case "short":
      return say(`dialling.kind.${kind}`, { digits: digits ?? "" });
    case "internal":
    case "service_code":
      return say(`dialling.kind.${kind}`);
    case "external":
    case "unrecognised":
      return digits === null ? say("dialling.kind.unrecognised") : say("dialling.kind.goesAsDialled", { digits });
  }
}

export function stepText(step: Step, say: Say): string {
  switch (step.step) {
    case "cleaned":
      return say("dialling.step.cleaned", { text: step.text });
    case "code":
      return say(`dialling.step.${step.privacy}`, { code: step.code, text: step.text });
    case "outside_line":
      return step.taken
        ? say("dialling.step.outside", { outsideLine: step.outsideLine, text: step.text })
        : say("dialling.step.notOutside", { outsideLine: step.outsideLine });
    case "meaning":
      return say(`dialling.by.${step.by}`);
  }
}
