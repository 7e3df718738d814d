import type { RefusalCode } from "../../policy/refusal.ts";

type AgiFailure =
  /** What Asterisk was answered instead of a decision: `line_unknown`, `malformed`, … */
  | RefusalCode
  /** Not an opening of FastAGI, or too long. */
  | "bad_message"
  /** No whole question in time. */
  | "asterisk_silent"
  /** More connections than are served at once. */
  | "too_many_connections";

/** Door metrics; called once for each event. */
export type AsteriskMetrics = Readonly<{ failed: (reason: AgiFailure) => void }>;
