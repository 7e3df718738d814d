import numbers from "./emergency-numbers.json" with { type: "json" };

const byCountry: Readonly<Record<string, readonly string[]>> = numbers;

/** What emergency services of a country are called by, exactly as dialled; none of an unknown country. */
export const emergencyNumbersOf = (country: string): readonly string[] => byCountry[country] ?? [];
