/** The rows that are ticked, by id. Each function returns a new set and changes nothing in place. */

export type Ticks = ReadonlySet<string>;

export function ticked(ticks: Ticks, id: string, isTicked: boolean): Ticks {
  const next = new Set(ticks);
  if (isTicked) next.add(id);
  else next.delete(id);
  return next;
}

/** Ticks or unticks all rows from one to another, in the order that they stand in. */
export function tickedRange(
  ticks: Ticks,
  order: readonly string[],
  from: string,
  to: string,
  isTicked: boolean,
): Ticks {
  const [start, end] = [order.indexOf(from), order.indexOf(to)].sort((a, b) => a - b) as [number, number];
  if (start === -1) return ticked(ticks, to, isTicked);
  const next = new Set(ticks);
  for (const id of order.slice(start, end + 1))
    if (isTicked) next.add(id);
    else next.delete(id);
  return next;
}

export type HowMany = "none" | "some" | "all";

export function howMany(ticks: Ticks, order: readonly string[]): HowMany {
  if (ticks.size === 0) return "none";
  const there = order.reduce((count, id) => count + Number(ticks.has(id)), 0);
  if (there === 0) return "none";
  return there === order.length ? "all" : "some";
}
