/** Why a call was forwarded: the reasons of a Diversion header (RFC 5806, 4). */
export const FORWARD_REASONS = [
  "unconditional",
  "user-busy",
  "no-answer",
  "unavailable",
  "deflection",
  "unknown",
] as const;
export type ForwardReason = (typeof FORWARD_REASONS)[number];
