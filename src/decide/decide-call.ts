/** The port for doors (src/door): the function that decides a call, independent of where companies are stored. */
import type { Device } from "../policy/company.ts";
import type { DecisionRate } from "../policy/decision-rate.ts";
import type { OfferedNumber } from "./choices.ts";
import type { NamedTrunk } from "../policy/trunk.ts";
import type { UnknownLine } from "./decide.ts";
import type { Call } from "./decision.ts";
import type { DecidedOverTrunks } from "./over-trunks.ts";

export type Question = Readonly<{
  company: string;
  call: Call;
  /** Ids of the trunks that the call may take, in the order of failover: at most {@link MOST_TRUNKS_OF_CALL}. */
  trunks?: readonly string[];
  /** Adds the trace to the decision. */
  explain?: boolean;
  unknownLine: UnknownLine;
  /** Of the key that asks, if it has a quota. */
  keyRate?: DecisionRate | undefined;
}>;

/** Where a text was dialled that was not recognised; the device is null for a line that is not in the directory. */
type Unrecognised = Readonly<{ country: string; device: Device | null }>;

export type Answer =
  | (Extract<DecidedOverTrunks, { known: true }> & Readonly<{ revision: number; unrecognised?: Unrecognised }>)
  | Extract<DecidedOverTrunks, { known: false }>
  | Readonly<{ known: false; code: "company_unknown" }>
  | Readonly<{ known: false; code: "trunk_unknown"; trunk: string }>
  | QuotaExceeded;

/** The company, or the key that asks, has had its decisions of this second; never the answer to an emergency call. */
export type QuotaExceeded = Readonly<{
  known: false;
  code: "quota_exceeded";
  of: "company" | "key";
  perSecond: number;
}>;

/** @throws StorageError if a company is not in memory and cannot be read */
export type DecideCall = (question: Question) => Answer;

/** The question which numbers an employee may choose for a call. */
export type ChoicesQuestion = Readonly<{
  company: string;
  employee: string;
  device: Device;
  dialled: string;
  /** The id of a trunk. */
  trunk?: string | undefined;
}>;

export type ChoicesAnswer =
  | Readonly<{ known: true; choices: readonly OfferedNumber[] }>
  | Readonly<{ known: false; code: "company_unknown" | "employee_unknown" }>
  | Readonly<{ known: false; code: "trunk_unknown"; trunk: string }>;

/** @throws StorageError if a company is not in memory and cannot be read */
export type OfferChoices = (question: ChoicesQuestion) => ChoicesAnswer;

/** The data of a company that a PBX needs to handle its calls while Callas does not answer. */
export type Fallback = Readonly<{
  company: string;
  /** Of the company's newest document, as in an answer. */
  revision: number;
  country: string;
  /** Null if it may not be shown: calls are then refused rather than shown as another number. */
  main: string | null;
  /** The number shown to emergency services: the company's emergency number, else its main number. */
  emergency: string | null;
  /** Ids of the trunks that main and the emergency number carry. */
  mainTrunks: readonly string[];
  emergencyTrunks: readonly string[];
  extensions: readonly string[];
  /** Emergency numbers that the company has besides those of its country. */
  ownEmergencyNumbers: readonly string[];
  /** Null if nothing is pressed for one. */
  outsideLine: string | null;
  /** Whether it is pressed on lines whose id is a number too; as a rule, those are SIMs, which have none. */
  pressedOnNumbers: boolean;
  /** Short numbers of the country that begin with the outside line and mean nothing without it. */
  shortNumbers: readonly string[];
  /** Patterns of digits, `*`, `#`, and X for any digit. */
  trunkCodes: readonly string[];
  /** Whether the company's people withhold their number unless they say otherwise. */
  withhold: boolean;
}>;

/** How far a reader has followed the changes of the store; `epoch` changes when it is restored. */
export type FallbackPosition = Readonly<{ epoch: string; revision: number }>;

/** What changed: a company, the trunks, or anything. */
export type FallbackChange = Readonly<{ company: string } | "trunks" | "everything">;

export type FallbackSource = Readonly<{
  position: () => FallbackPosition;
  /** Companies that changed since; null if that is not known any more, or if there are too many to name. */
  changedSince: (position: FallbackPosition) => ReadonlySet<string> | null;
  /** Null for a company that does not exist. Throws a StorageError. */
  of: (company: string) => Fallback | null;
  /** Whether there are no more companies than that. */
  hasAtMost: (companies: number) => boolean;
  companies: () => Iterable<string>;
  trunks: () => readonly NamedTrunk[];
  /** Calls back after each change. Returns a function that unsubscribes. */
  onChange: (listener: (change: FallbackChange) => void) => () => void;
}>;
