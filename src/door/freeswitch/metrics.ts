export type FreeswitchFailure =
  | "company_unknown"
  | "line_unknown"
  | "employee_unknown"
  | "trunk_unknown"
  /** Of the company: the call went to FreeSWITCH's fallback. */
  | "quota_exceeded"
  /** `decide` threw: the call went to FreeSWITCH's fallback. */
  | "decide_failed"
  /** A question without a channel or a line, or one that was too long. */
  | "bad_question"
  /** Not a message of an event socket. */
  | "bad_message"
  /** The answer would have come after FreeSWITCH had stopped waiting. */
  | "answer_late"
  /** FreeSWITCH was gone, or was not reading, when the answer was ready. */
  | "answer_undelivered"
  /** FreeSWITCH answered a command with an error. */
  | "command_refused"
  /** No reply to a command. */
  | "freeswitch_silent"
  | "wrong_password"
  /** The access list of the event socket does not let Callas in. */
  | "access_denied";

/** Door metrics; each function is called once for each event. */
export type FreeswitchMetrics = Readonly<{
  /** A gauge: the number of configured FreeSWITCHes that are connected now. */
  connected: (count: number) => void;
  failed: (code: FreeswitchFailure) => void;
}>;
