/** The place where a company's people dial, which gives digits their meaning: docs/rules.md, "How a company dials". */
import type { Device } from "./device.ts";
import { isEmergency } from "./emergency-numbers.ts";
import { planOf, type NumberingPlan } from "./numbering-plan.ts";

/** A set, or whatever answers like one. */
type Extensions = Readonly<{ has(text: string): boolean }>;

export type Home = Readonly<{
  country: string;
  plan: NumberingPlan;
  areaCode: string | undefined;
  outsideLine: string | undefined;
  emergencyNumbers: ReadonlySet<string>;
  trunkCodes: readonly RegExp[];
  bare: ReadonlySet<Device>;
  extensions: Extensions;
}>;

/** A company's own words about its dialling; what is absent has its default. */
export type Dialling = Readonly<{
  /** One of libphonenumber's. */
  country: string;
  /** Digits without the trunk prefix. */
  areaCode?: string | undefined;
  outsideLine?: string | undefined;
  emergencyNumbers?: readonly string[];
  trunkCodes?: readonly string[];
  bare?: readonly Device[];
  extensions?: Extensions;
}>;

const NO_EXTENSIONS: Extensions = new Set<string>();

export function homeOf(dialling: Dialling): Home {
  const { country, areaCode, outsideLine, emergencyNumbers = [], trunkCodes = [] } = dialling;
  return {
    country,
    plan: planOf(country),
    areaCode,
    outsideLine,
    emergencyNumbers: new Set(emergencyNumbers),
    trunkCodes: trunkCodes.map(patternOf),
    bare: new Set(dialling.bare ?? ["crm"]),
    extensions: dialling.extensions ?? NO_EXTENSIONS,
  };
}

export const withoutExtensions = (home: Home): Home => ({ ...home, extensions: NO_EXTENSIONS });

/** X stands for any digit. */
const patternOf = (code: string) => new RegExp(`^${code.replaceAll("*", "\\*").replaceAll("X", "\\d")}$`);

/** Whether digits, exactly as dialled, are an emergency number of the company or its country. */
export const isEmergencyAt = (digits: string, { emergencyNumbers, country }: Home): boolean =>
  emergencyNumbers.has(digits) || isEmergency(digits, country);
