/** Turns dialled text into its meaning: docs/rules.md, "Understanding what was dialled". */
import type { Destination } from "./destination.ts";
import type { Device } from "./device.ts";
import { isEmergency } from "./emergency-numbers.ts";
import { isEmergencyAt, withoutExtensions, type Home } from "./home.ts";
import { isShort } from "./numbering-plan.ts";
import { readNumber, type ReadBy } from "./read-number.ts";
import { readInternational } from "./reading.ts";
import { cleanDialled } from "./text.ts";
import { codesOf, type PrivacyCode, type WithholdingCode } from "./withholding-codes.ts";

export type Understood = Readonly<{
  destination: Destination;
  /** What a code in the text says; null if there is none. */
  privacy: PrivacyCode | null;
}>;

/** How the meaning was found; the last step of an explanation. */
export type MeaningBy =
  | ReadBy
  | "trunk_code"
  | "service_code"
  | "company_emergency"
  | "emergency"
  | "emergency_inside"
  | "extension"
  | "short"
  | "nothing";

/** One step of the reading, for people who try out a text. */
export type ReadingStep = Readonly<
  | { step: "cleaned"; text: string }
  /** `text` is what follows the code or the outside line. */
  | { step: "code"; code: string; privacy: PrivacyCode; text: string }
  /** Not `taken`: without the outside line the digits mean nothing, so the text is understood as it stands. */
  | { step: "outside_line"; outsideLine: string; text: string; taken: boolean }
  | { step: "meaning"; by: MeaningBy }
>;

type Meaning = Readonly<{
  destination: Destination;
  by: MeaningBy;
  /** A telephone number that is valid. */
  isValid?: boolean;
  code?: WithholdingCode;
  steps?: readonly ReadingStep[];
}>;

/** A company's dialling from one kind of device. */
type Place = Readonly<{ home: Home; isBare: boolean; outsideLine: string | undefined }>;

/** On these, people press digits for an outside line. */
const PRESSES_OUTSIDE_LINE: ReadonlySet<Device> = new Set(["desk_phone", "softphone"]);
/** A line that is not in the directory is a phone of the PBX. */
const UNKNOWN_LINE: Device = "desk_phone";

type LocalKind = Exclude<Destination["kind"], "external">;
const local = (kind: LocalKind, digits: string | null, by: MeaningBy): Meaning => ({
  destination: { kind, e164: null, country: null, digits },
  by,
});
const UNREADABLE = local("unrecognised", null, "nothing");
const SERVICE_CODE = local("service_code", null, "service_code");
const INTERNAL = local("internal", null, "extension");

/** @param device null for a line that is not in the directory */
export function understand(dialled: string, home: Home, device: Device | null): Understood {
  const { destination, code } = meaningOf(dialled, home, device);
  return { destination, privacy: code?.privacy ?? null };
}

/** Understands a text and tells how. */
export function explainUnderstanding(
  dialled: string,
  home: Home,
  device: Device | null,
): Understood & Readonly<{ steps: readonly ReadingStep[] }> {
  const { destination, code, by, steps = [] } = meaningOf(dialled, home, device);
  const cleaned = cleanDialled(dialled, home.country)?.text ?? dialled;
  return {
    destination,
    privacy: code?.privacy ?? null,
    steps: [
      ...(cleaned === dialled ? [] : [{ step: "cleaned", text: cleaned } as const]),
      ...steps,
      { step: "meaning", by },
    ],
  };
}

function meaningOf(dialled: string, home: Home, device: Device | null): Meaning {
  const cleaned = cleanDialled(dialled, home.country);
  if (cleaned === null || cleaned.text === "") return UNREADABLE;
  const { text, context, spelled } = cleaned;
  const kind = device ?? UNKNOWN_LINE;
  const place: Place = {
    home,
    isBare: home.bare.has(kind),
    outsideLine: PRESSES_OUTSIDE_LINE.has(kind) ? home.outsideLine : undefined,
  };
  const meaning = withCode(context === "" ? text : inContext(text, context, home), place);
  return spelled && !isValidNumber(meaning) ? UNREADABLE : meaning;
}

/** Step 1: RFC 3966, 5.1.5. */
function inContext(text: string, context: string, home: Home): string {
  const isLocal = home.extensions.has(text) || isEmergencyAt(text, home) || isShort(text, home.country);
  return /^\d+$/.test(text) && !isLocal && readInternational(context + text)?.valid ? `+${context}${text}` : text;
}

/** Steps 2 and 3. */
function withCode(text: string, place: Place): Meaning {
  const code = codeOf(text, place, (rest) => withOutsideLine(rest, place, true));
  return code ?? withOutsideLine(text, place, false);
}

/** Step 2: @returns what follows a code, null if there is none */
function codeOf(text: string, place: Place, after: (rest: string) => Meaning): Meaning | null {
  const { home } = place;
  for (const code of codesOf(home.country)) {
    if (!text.startsWith(code.code)) continue;
    const rest = text.slice(code.code.length);
    if (!/^\+?\d{3}/.test(rest) && !isEmergencyAt(rest.replace(/^\+/, ""), home)) continue;
    const meaning = after(rest);
    if (/^\d/.test(code.code) && !isCodeOfDigits(text, meaning, place)) continue;
    const step = { step: "code", ...code, text: rest } as const;
    return { ...meaning, code, steps: [step, ...(meaning.steps ?? [])] };
  }
  return null;
}

/** Digits alone are a code only in front of a number, and only if the whole text means nothing better. */
function isCodeOfDigits(text: string, after: Meaning, place: Place): boolean {
  const { home } = place;
  const { kind } = after.destination;
  if (kind !== "emergency" && kind !== "short" && !isValidNumber(after)) return false;
  if (home.extensions.has(text) || isEmergencyAt(text, home) || isShort(text, home.country)) return false;
  return kind === "emergency" || !isNumberToTheLastDigit(text, place);
}

/** Whether digits are a valid number without any digit that is dropped, as libphonenumber drops carrier codes. */
function isNumberToTheLastDigit(text: string, { home, isBare }: Place): boolean {
  const reading = readNumber(text, home, isBare);
  if (!reading?.valid) return false;
  const { internationalPrefix, nationalPrefix } = home.plan;
  const prefixes = ["", nationalPrefix, internationalPrefix?.exec(text)?.[0], "00"];
  return prefixes.some(
    (prefix) =>
      typeof prefix === "string" && text.startsWith(prefix) && reading.e164.endsWith(text.slice(prefix.length)),
  );
}

/** Step 3. */
function withOutsideLine(text: string, place: Place, afterCode: boolean): Meaning {
  const { home, outsideLine } = place;
  const isPressed =
    outsideLine !== undefined &&
    text.length > outsideLine.length &&
    text.startsWith(outsideLine) &&
    !home.extensions.has(text) &&
    !isEmergencyAt(text, home);
  if (!isPressed) return meaningAlone(text, place);
  const rest = text.slice(outsideLine.length);
  const outside = { ...place, home: withoutExtensions(home) };
  const alone = (digits: string) => meaningAlone(digits, outside);
  const inner = (afterCode ? null : codeOf(rest, outside, alone)) ?? alone(rest);
  const asItStands = isPreferred(inner, text, home) ? null : meaningAlone(text, place);
  const taken = asItStands === null || !goesBefore(asItStands, inner);
  const step = { step: "outside_line", outsideLine, text: rest, taken } as const;
  return taken ? { ...inner, steps: [step, ...(inner.steps ?? [])] } : { ...asItStands, steps: [step] };
}

/** An emergency call is one whatever the outside line: `0112` with the outside line 01 too. */
const isPreferred = (inner: Meaning, text: string, home: Home) =>
  inner.destination.kind === "emergency" || (isSure(inner) && emergencyInside(text, home) === null);

function goesBefore(asItStands: Meaning, inner: Meaning): boolean {
  const { kind } = asItStands.destination;
  if (isSure(inner)) return kind === "emergency";
  return isSure(asItStands) || (inner.destination.kind === "unrecognised" && kind !== "unrecognised");
}

const isSure = (meaning: Meaning) =>
  ["service_code", "emergency", "short"].includes(meaning.destination.kind) || isValidNumber(meaning);

const isValidNumber = ({ isValid }: Meaning) => isValid === true;

/** Steps 4 to 8. */
function meaningAlone(text: string, { home, isBare }: Place): Meaning {
  const { country, emergencyNumbers, extensions, trunkCodes } = home;
  if (text.lastIndexOf("+") > 0) return UNREADABLE;
  if (text.startsWith("*") || text.startsWith("#"))
    return trunkCodes.some((code) => code.test(text)) ? local("short", text, "trunk_code") : SERVICE_CODE;
  if (emergencyNumbers.has(text)) return local("emergency", text, "company_emergency");
  if (extensions.has(text)) return INTERNAL;
  if (isEmergency(text, country)) return local("emergency", text, "emergency");
  if (isShort(text, country)) return local("short", text, "short");
  const number = /^\+?\d+$/.test(text) ? readNumber(text, home, isBare) : null;
  if (number) {
    const { e164, country, by, valid } = number;
    return { destination: { kind: "external", e164, country, digits: text }, by, isValid: valid };
  }
  const emergency = emergencyInside(text, home);
  return emergency === null
    ? local("unrecognised", text, "nothing")
    : local("emergency", emergency, "emergency_inside");
}

/** Step 8: the emergency number in `0112`, `+911` or `+49112`. */
function emergencyInside(text: string, home: Home): string | null {
  const digits = text.slice(-3);
  const before = text.slice(0, -3);
  const mayBe = before === "0" || before === "+" || before === `+${home.plan.callingCode}`;
  return mayBe && isEmergencyAt(digits, home) ? digits : null;
}
