/** Of what clients see from an employee, the part that a table has space for. */
import type { Employee } from "../../src/policy/directory.ts";
import type { ShownAtHome } from "../api/shown.ts";

export type ShownNumber = ShownAtHome[number];

/** From the corporate SIM; undefined: the employee has none. */
export const fromSim = ({ lines }: Employee, shown: ShownAtHome): ShownNumber | undefined =>
  lines.some(({ device }) => device === "corporate_sim")
    ? shown.find(({ devices }) => devices.includes("corporate_sim"))
    : undefined;

/** From the other devices, the first of them if they differ; undefined: the SIM is all that the employee has. */
export const fromOthers = (shown: ShownAtHome): ShownNumber | undefined =>
  shown.find(({ devices }) => devices.some((device) => device !== "corporate_sim"));
