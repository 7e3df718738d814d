/** What one device shows, told shortly: the usual number, and the places where it is another one. */
import type { MeAnswer } from "../api/me.ts";

type At = MeAnswer["shown"][number]["places"][number];
export type OwnPlace = At["place"];
type Rule = At["decidedBy"]["rule"];

/** A number with the places where it is shown; `rule` is null if it is not the same at all of them. */
export type Row = Readonly<{ callerId: string | null; rule: Rule | null }> &
  Readonly<{ where: "everywhere" | "usually" | "home" | "abroad" } | { where: "at"; places: readonly OwnPlace[] }>;

/**
 * @param shown home and abroad come first
 * @param isAll whether no place was left out
 */
export function foldPlaces([home, abroad, ...others]: readonly At[], isAll: boolean): readonly Row[] {
  if (home === undefined || abroad === undefined) return [];
  const isUsual = home.callerId === abroad.callerId;
  // Whether a prefix is at home or abroad is not known here.
  const isException = ({ place, callerId }: At) =>
    callerId !== abroad.callerId || (place.kind === "prefix" && callerId !== home.callerId);
  const exceptions = Map.groupBy(others.filter(isException), ({ callerId }) => callerId);
  const rest = exceptions
    .entries()
    .map(([callerId, at]): Row => ({ callerId, rule: ruleOf(at), where: "at", places: at.map(({ place }) => place) }));
  if (!isUsual) return [rowOf("home", [home]), rowOf("abroad", [abroad]), ...rest];
  return [rowOf(exceptions.size === 0 && isAll ? "everywhere" : "usually", [home, abroad]), ...rest];
}

const rowOf = (where: "everywhere" | "usually" | "home" | "abroad", at: readonly At[]): Row => ({
  callerId: at[0]!.callerId,
  rule: ruleOf(at),
  where,
});

function ruleOf(at: readonly At[]): Rule | null {
  const rules = new Set(at.map(({ decidedBy }) => decidedBy.rule));
  return rules.size === 1 ? at[0]!.decidedBy.rule : null;
}
