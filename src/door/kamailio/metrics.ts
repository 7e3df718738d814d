type KamailioFailure =
  | "company_unknown"
  | "line_unknown"
  | "employee_unknown"
  /** `decide` threw or rejected: the call went to Kamailio's fallback. */
  | "decide_failed"
  /** Kamailio was gone, or did not read, when the answer was ready. */
  | "answer_undelivered"
  /** No netstring, no JSON, or no message that Kamailio sends. */
  | "bad_message"
  /** No answer to heartbeats, or no acknowledgement of a row. */
  | "kamailio_silent"
  | "fallbacks_unreadable";

/** What the door counts; each is called once for each event. */
export type KamailioMetrics = Readonly<{
  /** A gauge: how many Kamailios are connected now, of those that were named. */
  connected: (count: number) => void;
  failed: (code: KamailioFailure) => void;
}>;
