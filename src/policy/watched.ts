/** What deserves attention, and what is told of it. */

export const WATCHED = [
  "main_changed",
  "priority_switched",
  "number_in_use_off",
  "many_affected",
  "expectation_broken",
  "new_admin",
  "new_key",
  "new_browser",
  "rights_changed",
] as const;

/** Something that happened; the other fields are those of its kind. */
export type Watched = Readonly<{
  kind: (typeof WATCHED)[number];
  /** A number, or the number of employees or expectations. */
  number?: string | null;
  count?: number;
  /** The name of a person or a key. */
  name?: string;
}>;

/** What is told: one message for each write, or for a sign-in. */
export type Told = Readonly<{
  /** Null for a sign-in. */
  revision: number | null;
  /** ISO 8601, UTC. */
  at: string;
  action: string;
  /** The name of whoever did it. */
  author: string;
  events: readonly Watched[];
}>;
