/** What clients see of somebody, as the service answers it. */
import type { ShownFrom } from "../../src/preview/shown.ts";
import type { Place } from "./check.ts";
import { companyPath } from "./documents.ts";
import { request } from "./request.ts";

export type ShownAnswer = Readonly<{ places: readonly Place[]; devices: readonly ShownFrom[] }>;

/** Of an employee, or of somebody who is in a department alone. */
export type Whom = Readonly<{ employee: string } | { department: string }>;

export async function readShown(company: string, whom: Whom, signal: AbortSignal) {
  const path = companyPath(company, "/outgoing-numbers/shown");
  return (await request<ShownAnswer>("POST", path, { body: whom, signal })).body;
}
