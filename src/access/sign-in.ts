import type { Means } from "./session.ts";

/** A sign-in, or an attempt, of a person who exists: shown to them, and kept for a limited time. */
export type SignInRecord = Readonly<{
  id: string;
  /** ISO 8601, UTC. */
  at: string;
  person: string;
  means: Means;
  outcome: "signed_in" | "refused";
  address: string | null;
  /** At most 200 characters. */
  agent: string | null;
  /** Whether the browser could not show that this person had signed in with it before. */
  newDevice: boolean;
}>;
