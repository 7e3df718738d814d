/** Devices that show the same numbers everywhere share a column. */
import type { ShownFrom } from "../../src/preview/shown.ts";
import type { Device } from "../../src/policy/directory.ts";

export type Column = Readonly<{ devices: readonly Device[]; shown: ShownFrom["shown"] }>;

export function sameDevices(devices: readonly ShownFrom[]): readonly Column[] {
  const groups = Map.groupBy(devices, ({ shown }) =>
    JSON.stringify(shown.map(({ callerId, decidedBy }) => [callerId, decidedBy.rule])),
  );
  return [...groups.values()].map((group) => ({ devices: group.map(({ device }) => device), shown: group[0]!.shown }));
}
