import type { Passkey } from "./passkeys.ts";

/** A passkey of a person, as it is stored. */
export type StoredPasskey = Passkey &
  Readonly<{
    /** The person's id. */
    person: string;
    /** Chosen by the person. */
    name: string;
    /** ISO 8601, UTC. */
    createdAt: string;
    /** When it last signed its person in, or proved who they are; ISO 8601, UTC. */
    usedAt: string | null;
  }>;

/** Of one person. */
export const MOST_PASSKEYS = 20;
