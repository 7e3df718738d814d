/**
 * The question of a test call, as the address of the page has it: behind the #, so that no number that somebody dials
 * gets into the log of a server or a proxy.
 */
import { DEVICES } from "../../../src/number/device.ts";
import type { Device } from "../../../src/policy/company.ts";
import { FORWARD_REASONS, type ForwardReason } from "../../../src/policy/forward-reason.ts";

/** What else may be said of a call; texts are as typed, and empty where nothing is said. */
export type Conditions = Readonly<{
  /** The number chosen on the device; counts only on the company's devices with a choice. */
  chosen: string;
  /** The original caller of a forwarded call. */
  forwardedFrom: string;
  forwardReason: ForwardReason;
  /** Its id. */
  trunk: string | null;
}>;

export const NO_CONDITIONS: Conditions = { chosen: "", forwardedFrom: "", forwardReason: "unconditional", trunk: null };

export type Question = Readonly<{
  /** An id. */
  employee: string;
  device: Device;
  dialled: string;
  /** Null: nothing else is said. */
  conditions: Conditions | null;
}>;

/** Of an address, in characters; whatever is longer was not made by the page. */
const LONGEST = 4000;

/** What follows the #. */
export function fragmentOf({ employee, device, dialled, conditions }: Question): string {
  const { chosen, forwardedFrom, forwardReason, trunk } = conditions ?? NO_CONDITIONS;
  const fields = {
    employee,
    device,
    dialled: dialled.trim(),
    ...(chosen.trim() !== "" && { chosen: chosen.trim() }),
    ...(forwardedFrom.trim() !== "" && { forwardedFrom: forwardedFrom.trim(), forwardReason }),
    ...(trunk !== null && { trunk }),
  };
  return `test-call?${new URLSearchParams(fields)}`;
}

/** @param fragment with or without the #; null: it is no question */
export function questionIn(fragment: string): Question | null {
  const query = /^#?test-call\?(.*)$/.exec(fragment)?.[1];
  if (query === undefined || query.length > LONGEST) return null;
  const fields = new URLSearchParams(query);
  const text = (name: string) => fields.get(name) ?? "";
  const device = DEVICES.find((device) => device === text("device"));
  const [employee, dialled] = [text("employee"), text("dialled")];
  if (device === undefined || employee === "" || dialled === "") return null;
  const conditions: Conditions = {
    chosen: text("chosen"),
    forwardedFrom: text("forwardedFrom"),
    forwardReason: FORWARD_REASONS.find((reason) => reason === text("forwardReason")) ?? "unconditional",
    trunk: fields.get("trunk"),
  };
  const isPlain = conditions.chosen === "" && conditions.forwardedFrom === "" && conditions.trunk === null;
  return { employee, device, dialled, conditions: isPlain ? null : conditions };
}
