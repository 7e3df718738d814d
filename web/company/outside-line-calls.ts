/** The calls that show what an outside line does. */
import { exampleCallsOf } from "../countries/example-calls.ts";

export type ExampleCall = Readonly<{ dialled: string; expected: "emergency" | "external" }>;

/** With the outside line and, for emergency calls, without it; empty while it is not one. */
export function outsideLineCalls(outsideLine: string, country: string): readonly ExampleCall[] {
  const calls = exampleCallsOf(country);
  if (!/^\d{1,3}$/.test(outsideLine) || !calls) return [];
  const emergency = ["112", `${outsideLine} 112`, calls.emergency];
  const others = [calls.national, calls.international].map((number) => number && `${outsideLine} ${number}`);
  return [
    ...emergency.filter(isThere).map((dialled) => ({ dialled, expected: "emergency" }) as const),
    ...others.filter(isThere).map((dialled) => ({ dialled, expected: "external" }) as const),
  ];
}

const isThere = (text: string | undefined): text is string => text !== undefined;
