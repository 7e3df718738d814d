/** Devices that show the same numbers everywhere share a column. */
import type { ShownFrom } from "../../src/preview/shown.ts";
import type { Device } from "../../src/policy/company.ts";

type Shown = ShownFrom["shown"][number];

export type Column<S extends Shown = Shown> = Readonly<{ devices: readonly Device[]; shown: readonly S[] }>;

type From<S extends Shown> = Readonly<{ device: Device; shown: readonly S[] }>;

export function sameDevices<S extends Shown>(devices: readonly From<S>[]): readonly Column<S>[] {
  const groups = Map.groupBy(devices, ({ shown }) =>
    JSON.stringify(shown.map(({ callerId, decidedBy }) => [callerId, decidedBy.rule])),
  );
  return [...groups.values()].map((group) => ({ devices: group.map(({ device }) => device), shown: group[0]!.shown }));
}
