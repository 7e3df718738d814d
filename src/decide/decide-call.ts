/** What every door (src/door) is given: the one function that decides a call, and nothing of where companies live. */
import type { Decided, UnknownLine } from "./decide.ts";
import type { Call } from "./decision.ts";

export type Question = Readonly<{
  company: string;
  call: Call;
  /** Adds the trace to the decision. */
  explain?: boolean;
  unknownLine: UnknownLine;
}>;

export type Answer =
  | (Extract<Decided, { known: true }> & Readonly<{ revision: number }>)
  | Extract<Decided, { known: false }>
  | Readonly<{ known: false; code: "company_unknown" }>;

/** @throws StorageError for a company that is not in memory and cannot be read */
export type DecideCall = (question: Question) => Answer;

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
