/** A company's request to support: to open the blocks to its guests. A company has at most one that is open. */
import { z } from "zod";
import { Id, setOf } from "./company.ts";

export const GUEST_REQUEST_STATES = ["open", "opened", "refused"] as const;

/** The most guests that a request names; a company that has more asks for all. */
const MOST_REQUESTED = 200;

export const Note = z.string().max(1000);

export const SentGuestRequest = z.strictObject({
  employees: z
    .union([
      z.literal("all"),
      setOf(Id).refine((ids) => ids.length > 0 && ids.length <= MOST_REQUESTED, `1 to ${MOST_REQUESTED} ids`),
    ])
    .meta({ description: "Ids of guests, or all" }),
  note: Note.default(""),
});
export type SentGuestRequest = Readonly<z.infer<typeof SentGuestRequest>>;

type Said = Readonly<{ by: string; /** ISO 8601, UTC. */ at: string; note: string }>;

export type GuestRequest = Said &
  Readonly<{
    /** Null: all guests. */
    employees: readonly string[] | null;
    state: (typeof GUEST_REQUEST_STATES)[number];
    /** Who opened the blocks, or refused to. */
    answer: Said | null;
  }>;
