/** What every door (src/door) is given: the one function that decides a call, and nothing of where companies live. */
import type { Call, Decision } from "./decision.ts";

export type Question = Readonly<{
  company: string;
  call: Call;
  /** Adds the trace to the decision. */
  explain?: boolean;
  /**
   * A line that the directory does not know: `refuse` answers `line_unknown`; `main` decides
   * for it as for a guest whose blocks are closed, so that a phone still calls out.
   */
  unknownLine: "refuse" | "main";
}>;

export type Answer = Readonly<
  | { known: true; decision: Decision; revision: number; lineKnown: boolean }
  | { known: false; code: "company_unknown" | "line_unknown" | "employee_unknown" }
>;

/** At once for a company in memory; a promise while one is fetched. Rejects when the store cannot be read. */
export type DecideCall = (question: Question) => Answer | Promise<Answer>;

/** What a PBX must know of a company to carry its calls while Callas is away. */
export type Fallback = Readonly<{
  company: string;
  /** Null when it may not be shown: then a call is refused, never shown as something else. */
  main: string | null;
  /** The number shown to emergency services: the company's emergency number, else its main number. */
  emergency: string | null;
  extensions: readonly string[];
  /** What emergency services are dialled by in the company's country. */
  emergencyNumbers: readonly string[];
}>;

export type FallbackSource = Readonly<{
  all: () => AsyncIterable<Fallback>;
  /** Calls back after each change, with null for a company that was removed; answers how to stop. */
  onChange: (listener: (company: string, fallback: Fallback | null) => void) => () => void;
}>;
