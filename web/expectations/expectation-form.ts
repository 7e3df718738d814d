/** The fields of an expectation, and the expectation that they make. */
import type { Device } from "../../src/policy/company.ts";
import type { Expectation } from "../api/expectations.ts";

export const CALLERS = ["employee", "line", "device"] as const;

export type ExpectationForm = Readonly<{
  caller: (typeof CALLERS)[number];
  /** Null while none is chosen. */
  employee: string | null;
  line: string | null;
  device: Device;
  dialled: string;
  /** Whether the call must show one of the company's numbers. */
  isShown: boolean;
  shows: string | null;
  note: string;
}>;

export const BLANK: ExpectationForm = {
  caller: "employee",
  employee: null,
  line: null,
  device: "desk_phone",
  dialled: "",
  isShown: true,
  shows: null,
  note: "",
};

export function formOf(expectation: Expectation): ExpectationForm {
  const { dialled, shows, note = "" } = expectation;
  const of = "line" in expectation ? "line" : "employee" in expectation ? "employee" : "device";
  const {
    line = null,
    employee = null,
    device = BLANK.device,
  } = expectation as Partial<{
    line: string;
    employee: string;
    device: Device;
  }>;
  return { caller: of, line, employee, device, dialled, isShown: shows !== null, shows, note };
}

/** @returns null while something is missing */
export function expectationOf(form: ExpectationForm): Expectation | null {
  const { caller, employee, line, device, isShown, shows } = form;
  const dialled = form.dialled.trim();
  const note = form.note.trim();
  if (dialled === "" || (isShown && shows === null)) return null;
  const rest = { dialled, shows: isShown ? shows : null, ...(note !== "" && { note }) };
  switch (caller) {
    case "line":
      return line === null ? null : { line, ...rest };
    case "employee":
      return employee === null ? null : { employee, device, ...rest };
    case "device":
      return { device, ...rest };
  }
}
