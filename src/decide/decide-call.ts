/** The port for doors (src/door): the function that decides a call, independent of where companies are stored. */
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

/** @throws StorageError if a company is not in memory and cannot be read */
export type DecideCall = (question: Question) => Answer;

/** The data of a company that a PBX needs to handle its calls while Callas does not answer. */
export type Fallback = Readonly<{
  company: string;
  /** Null if it may not be shown: calls are then refused rather than shown as another number. */
  main: string | null;
  /** The number shown to emergency services: the company's emergency number, else its main number. */
  emergency: string | null;
  extensions: readonly string[];
  /** The emergency numbers of the company's country. */
  emergencyNumbers: readonly string[];
}>;

export type FallbackSource = Readonly<{
  all: () => AsyncIterable<Fallback>;
  /** Calls back after each change, with null for a removed company. Returns a function that unsubscribes. */
  onChange: (listener: (company: string, fallback: Fallback | null) => void) => () => void;
}>;
