import numbers from "./emergency-numbers.json" with { type: "json" };

const byCountry: Readonly<Record<string, readonly string[]>> = numbers;

/** The emergency numbers of a country, exactly as dialled; none for an unknown country. */
export const emergencyNumbersOf = (country: string): readonly string[] => byCountry[country] ?? [];
