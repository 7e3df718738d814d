/** What whoever is called sees of a call. */
import type { Decision } from "../../../src/decide/decision.ts";

export type Seen =
  /** The number. */
  | "client"
  | "emergency"
  /** The number, if the carrier connects a call to what was dialled. */
  | "unrecognised"
  /** The carrier gets the number, and hides it. */
  | "withheld"
  /** The caller's extension. */
  | "colleague"
  | "without_extension"
  | "service_code"
  /** Nothing may be shown: an emergency call goes out all the same, any other does not. */
  | "emergency_without"
  | "none";

export type Shown = Pick<Decision, "callerId" | "destination" | "privacy" | "extension">;

export function seenOf({ callerId, destination: { kind }, privacy, extension }: Shown): Seen {
  if (callerId === null) {
    if (kind === "internal") return typeof extension === "string" ? "colleague" : "without_extension";
    if (kind === "service_code") return "service_code";
    return kind === "emergency" ? "emergency_without" : "none";
  }
  if (kind === "emergency") return "emergency";
  if (privacy) return "withheld";
  return kind === "unrecognised" ? "unrecognised" : "client";
}

/** Those that are followed by what is seen; the others say that nothing is. */
const FOLLOWED = ["client", "emergency", "unrecognised", "colleague"] as const;
type Followed = (typeof FOLLOWED)[number];
export const isFollowed = (seen: Seen): seen is Followed => (FOLLOWED as readonly Seen[]).includes(seen);
