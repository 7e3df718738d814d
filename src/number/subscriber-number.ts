/**
 * Reads the whole number of a SIM or of the original caller of a forwarded call, as people, PBXs and carriers write it:
 * `8 (029) 700-45-67`, `375297004567`, `tel:…`.
 */
import type { Device } from "./device.ts";
import type { Home } from "./home.ts";
import { fits } from "./numbering-plan.ts";
import { readInternational, type Reading } from "./reading.ts";
import { cleanDialled } from "./text.ts";
import { understand } from "./understand.ts";

/** Longer texts are not read. */
export const LONGEST_SUBSCRIBER = 64;

/** Digits alone are read as CRMs keep numbers; no text is an extension or a local number. */
const READING = {
  device: "crm",
  areaCode: undefined,
  bare: new Set<Device>(["crm"]),
  extensions: new Set<string>(),
} as const;

/**
 * Fewer digits than most numbers have. In Germany three quarters of all digits of this length are a valid number of a
 * fixed line, and many a PBX names the lines of SIMs by digits of its own.
 */
const SHORT = /^\d{1,8}$/;

/**
 * @param home of the company
 * @returns E.164 with a plus; null if the text is no valid number, or may be anything
 */
export function readSubscriberNumber(text: string, home: Home): string | null {
  if (text.length > LONGEST_SUBSCRIBER) return null;
  const { device, ...own } = READING;
  const { e164 } = understand(text, { ...home, ...own }, device).destination;
  const number = e164 === null ? null : readInternational(e164.slice(1));
  if (!number?.valid) return null;
  const cleaned = cleanDialled(text, home.country);
  // A word on the keypad is no PBX's own number for a line.
  const isShort = cleaned !== null && !cleaned.spelled && SHORT.test(cleaned.text);
  return isShort && !isWholeAt(home, number) ? null : e164;
}

/** Whether few digits are surely a whole number at home: a mobile phone's, or one where all have as many. */
const isWholeAt = ({ plan }: Home, { callingCode, national }: Reading) =>
  callingCode === plan.callingCode &&
  (national.length === plan.oneLength || (plan.mobile !== null && fits(national, plan.mobile)));
