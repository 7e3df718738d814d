import { useMemo } from "react";
import type { Directory } from "../../src/policy/directory.ts";

/** What a table says of the numbers in its rows. The functions stay identical while the directory does. */
export function useNumbers({ numbers }: Directory) {
  return useMemo(() => {
    const known = new Map(numbers.map((number) => [number.number, number]));
    return {
      /** Empty: it has none, or is no longer the company's. */
      labelOf: (number: string) => known.get(number)?.label ?? "",
      isOn: (number: string) => known.get(number)?.on ?? false,
    };
  }, [numbers]);
}
