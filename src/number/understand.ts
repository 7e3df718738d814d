/** Turns dialled text into its meaning: docs/rules.md, "Understanding what was dialled". */
import type { Destination } from "./destination.ts";
import { isEmergency, isShort, planOf, type NumberingPlan } from "./numbering-plan.ts";
import { afterInternationalPrefix, readInternational, readNational, type Reading } from "./reading.ts";
import { cleanDialled } from "./text.ts";

/** The place where a company's people dial, which gives digits their meaning. */
export type Home = Readonly<{
  country: string;
  plan: NumberingPlan;
  areaCode: string | undefined;
  extensions: Extensions;
}>;

/** A set, or whatever answers like one. */
type Extensions = Readonly<{ has(text: string): boolean }>;

export type Understood = Readonly<{
  destination: Destination;
  /** The caller withheld the number by `*31#` or `#31#`. */
  privacy: boolean;
}>;

/** Also a GSM code (3GPP TS 22.030) in front of a number; alone it is a service code. */
const WITHHOLDS = /^[*#]31#(?=\+?\d{3})/;

const noExtensions: Extensions = new Set<string>();

/** @param about `country` one of libphonenumber's; `areaCode` digits without the trunk prefix */
export function homeOf(about: { country: string; areaCode?: string | undefined; extensions?: Extensions }): Home {
  const { country, areaCode, extensions = noExtensions } = about;
  return { country, plan: planOf(country), areaCode, extensions };
}

const without = (kind: Exclude<Destination["kind"], "external">): Destination =>
  Object.freeze({ kind, e164: null, country: null });

const UNRECOGNISED = without("unrecognised");
const SERVICE_CODE = without("service_code");
const INTERNAL = without("internal");
const EMERGENCY = without("emergency");
const SHORT = without("short");

export function understand(dialled: string, home: Home): Understood {
  const cleaned = cleanDialled(dialled);
  if (cleaned === null) return { destination: UNRECOGNISED, privacy: false };
  const privacy = WITHHOLDS.test(cleaned);
  return { destination: classify(privacy ? cleaned.slice(4) : cleaned, home), privacy };
}

function classify(text: string, home: Home): Destination {
  if (text.startsWith("*") || text.startsWith("#")) return SERVICE_CODE;
  if (home.extensions.has(text)) return INTERNAL;
  if (isEmergency(text, home.country)) return EMERGENCY;
  if (isShort(text, home.country)) return SHORT;
  const reading = /^\+?\d+$/.test(text) ? readNumber(text, home) : null;
  return reading ? { kind: "external", e164: reading.e164, country: reading.country } : UNRECOGNISED;
}

/** The first valid reading; failing that, the first possible one of those that name the country by themselves. */
function readNumber(text: string, home: Home): Reading | null {
  if (text.startsWith("+")) {
    const reading = readInternational(text.slice(1));
    return reading?.valid || reading?.possible ? reading : null;
  }
  const abroad = afterInternationalPrefix(text, home.plan);
  const asDialled = abroad === null ? readNational(text, home.plan) : readInternational(abroad);
  if (asDialled?.valid) return asDialled;
  const local = home.areaCode === undefined ? null : readNational(home.areaCode + text, home.plan);
  if (local?.valid) return local;
  const afterDoubleZero = text.startsWith("00") ? readInternational(text.slice(2)) : null;
  if (afterDoubleZero?.valid) return afterDoubleZero;
  const { internationalPrefix, nationalPrefix } = home.plan;
  const startsAtHome = internationalPrefix?.test(text) || (nationalPrefix !== null && text.startsWith(nationalPrefix));
  const withoutPlus = startsAtHome ? null : readInternational(text);
  if (withoutPlus?.valid) return withoutPlus;
  if (abroad !== null && asDialled?.possible) return asDialled;
  return afterDoubleZero?.possible ? afterDoubleZero : null;
}
