/** The tick of a part of the world, which stands for those of its countries. */

type Part = Readonly<{
  countries: readonly string[];
  /** Countries that are not ticked with the part; they may be ticked alone. */
  leftOut: ReadonlySet<string>;
}>;

export type PartTick = Readonly<{
  /** How many of its countries are chosen. */
  count: number;
  /** Whether all are that are ticked with it. */
  isWhole: boolean;
}>;

export function partTick({ countries, leftOut }: Part, chosen: ReadonlySet<string>): PartTick {
  const together = countries.filter((country) => !leftOut.has(country));
  return {
    count: countries.filter((country) => chosen.has(country)).length,
    isWhole: together.length > 0 && together.every((country) => chosen.has(country)),
  };
}

/** Chooses all countries of the part; if they are chosen, none of them. @returns what is chosen then, in its order */
export function tickPart(part: Part, value: readonly string[]): readonly string[] {
  const { countries, leftOut } = part;
  if (partTick(part, new Set(value)).isWhole) return value.filter((country) => !countries.includes(country));
  return [...new Set([...value, ...countries.filter((country) => !leftOut.has(country))])];
}
