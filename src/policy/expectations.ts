/** What must stay true: calls, and the number that each must show. Nothing is decided from them. */
import { z } from "zod";
import { Device, E164Number, Id } from "./company.ts";

const fields = {
  /** As the caller dials it. */
  dialled: z.string().min(1).max(200),
  /** Null: the call must show none of the company's numbers, as internal calls and service codes do. */
  shows: E164Number.nullable(),
  note: z.string().max(200).optional(),
};

/** `line` is the id of a line, or the number of a SIM in any form, as in the question for a decision. */
const OfLine = z.strictObject({ line: z.string().min(1).max(64), ...fields });
const OfEmployee = z.strictObject({ employee: Id, device: Device, ...fields });
const OfDevice = z.strictObject({ device: Device, ...fields });

export const Expectation = z.union([OfLine, OfEmployee, OfDevice]);
export type Expectation = Readonly<z.infer<typeof Expectation>>;

export const Expectations = z.strictObject({ expectations: z.array(Expectation).readonly() });
export type Expectations = Readonly<z.infer<typeof Expectations>>;

export const noExpectations: Expectations = { expectations: [] };
