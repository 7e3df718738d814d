/** docs/rules.md, "Trunks", read slowly: how a trunk wants a number written, as google-libphonenumber writes it. */
import type { NamedTrunk } from "../../src/policy/trunk.ts";
import { phoneNumberOf, phoneUtil } from "./google.ts";
import { callingCodeAtStart, callingCodeOf } from "./plan.ts";

type Form = NamedTrunk["shown"];
type Writing = (e164: string, country: string) => string;

/** The same few numbers are written again and again. */
const written = new Map<string, string>();
const MOST_WRITTEN = 10_000;

const digitsIn = (text: string): string => text.replace(/\D/g, "");

/** Digit by digit: a leading 0 that E.164 has is no trunk prefix to be taken off. */
const splitE164 = (e164: string) => {
  const digits = e164.slice(1);
  const callingCode = callingCodeAtStart(digits);
  return callingCode === null ? null : { callingCode, national: digits.slice(String(callingCode).length) };
};

/** Without a preferred international prefix libphonenumber writes a plus; digits have `00` there. */
const asDialledFrom = (e164: string, country: string): string => {
  const parts = splitE164(e164);
  if (parts === null || parts.national === "") return outOfNoPlan(e164, country);
  const number = phoneNumberOf(parts.callingCode, parts.national);
  const text = phoneUtil.formatOutOfCountryCallingNumber(number, country);
  return text.startsWith("+") ? `00${digitsIn(text)}` : digitsIn(text);
};

/** A calling code that nobody has: what would be written in front of one that somebody has. */
const outOfNoPlan = (e164: string, country: string): string => {
  const other = callingCodeOf(country) === 41 ? "+493012345678" : "+41446681800";
  const prefix = asDialledFrom(other, country).slice(0, -(other.length - 1));
  return prefix + e164.slice(1);
};

const nationalSignificant = (e164: string, country: string): string => {
  const parts = splitE164(e164);
  return parts?.callingCode === callingCodeOf(country) && parts.national !== ""
    ? parts.national
    : asDialledFrom(e164, country);
};

const remembered = (e164: string, form: string, country: string, write: Writing): string => {
  const key = `${form} ${country} ${e164}`;
  const known = written.get(key);
  if (known !== undefined) return known;
  const text = write(e164, country);
  if (written.size >= MOST_WRITTEN) written.clear();
  written.set(key, text);
  return text;
};

/** @param e164 with its plus */
export const inForm = (e164: string, shown: Form): string => {
  switch (shown.form) {
    case "plus":
      return e164;
    case "digits":
      return e164.slice(1);
    case "national":
      return remembered(e164, shown.form, shown.country, asDialledFrom);
    case "bare":
      return remembered(e164, shown.form, shown.country, nationalSignificant);
  }
};

/** Its form, then without what is stripped, which is never all of it, then with what is prepended. */
export const calledInForm = (e164: string, called: NamedTrunk["called"]): string => {
  const text = inForm(e164, called);
  const { strip = 0, prepend = "" } = called;
  return prepend + (strip < text.length ? text.slice(strip) : text);
};
