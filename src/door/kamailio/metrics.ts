import type { Refusal } from "./greeting.ts";

type KamailioFailure =
  | Refusal
  | "company_unknown"
  | "line_unknown"
  | "employee_unknown"
  | "trunk_unknown"
  /** Of the company: the call went to Kamailio's fallback. */
  | "quota_exceeded"
  /** `decide` threw or rejected: the call went to Kamailio's fallback. */
  | "decide_failed"
  /** Kamailio was gone, or was not reading, when the answer was ready. */
  | "answer_undelivered"
  /** Not a netstring, or not a message that Kamailio sends. */
  | "bad_message"
  /** No answer to heartbeats, or no acknowledgement of a row. */
  | "kamailio_silent"
  | "fallbacks_unreadable"
  /** Kamailio has no room for another row (CALLAS_TABLE_ROWS). */
  | "table_full";

/** Door metrics; each function is called once for each event. */
export type KamailioMetrics = Readonly<{
  /** A gauge: the number of configured Kamailios that are connected now. */
  connected: (count: number) => void;
  failed: (code: KamailioFailure) => void;
}>;
