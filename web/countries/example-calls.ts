/** Example calls of every country, as people dial them there; `npm run make:countries` writes them. */
import calls from "./example-calls.json" with { type: "json" };

export type ExampleCalls = Readonly<{
  /** An emergency number besides 112. */
  emergency?: string;
  national?: string;
  international: string;
}>;

export const exampleCallsOf = (country: string): ExampleCalls | undefined =>
  (calls as Readonly<Record<string, ExampleCalls>>)[country];
