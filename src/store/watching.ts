import type { SignInRecord } from "../access/sign-in.ts";
import type { Told } from "../policy/watched.ts";
import type { Watching } from "../policy/watching.ts";
import type { Saved } from "./company.ts";

/** How far the history and the sign-ins were looked through. */
export type Seen = Readonly<{
  revision: number;
  /** Sign-ins before it; ISO 8601, UTC. */
  signIns: string;
}>;

/** A write as the history has it. */
export type SeenWrite = Readonly<{
  revision: number;
  company: string | null;
  action: string;
  at: string;
  author: string;
  /** JSON: a list of changes (policy/changes.ts). */
  changes: string;
}>;

type DeliveryState = "waiting" | "delivered" | "failed";

/** One message to one recipient. The same write always gives it the same id. */
export type Delivery = Readonly<{
  id: string;
  /** Null if it only concerns a person. */
  company: string | null;
  /** `webhook` with its id, or `mail` with the person's. */
  way: "webhook" | "mail";
  to: string;
  told: Told;
  state: DeliveryState;
  attempts: number;
  /** ISO 8601, UTC. */
  createdAt: string;
  /** When it is tried next, or was tried last. */
  at: string;
  /** Why the last attempt failed, without anything that the server said. */
  error: string | null;
}>;

export type NewDelivery = Pick<Delivery, "id" | "company" | "way" | "to" | "told">;

/** Expectations that do not hold, by their keys. */
export type KnownUnmet = Readonly<{ company: string; keys: readonly string[] }>;

export interface WatchStore {
  watching(company: string): Promise<Saved<Watching>>;
  seen(): Promise<Seen>;
  /** In the order of their revisions. */
  writesAfter(revision: number, limit: number): Promise<readonly SeenWrite[]>;
  /** Sign-ins of people in browsers that they had not used before. */
  newBrowsers(since: string, limit: number): Promise<readonly SignInRecord[]>;
  knownUnmet(company: string): Promise<readonly string[]>;
  /** Stores in one transaction what was seen. A delivery that is there already stays as it is. */
  noteSeen(
    noted: Readonly<{ seen: Seen; deliveries: readonly NewDelivery[]; unmet: readonly KnownUnmet[]; at: string }>,
  ): Promise<void>;
  /** Those to be tried by now, the oldest first. */
  dueDeliveries(asked: Readonly<{ now: string; limit: number }>): Promise<readonly Delivery[]>;
  /** When the next one is to be tried; null if none waits. */
  nextDelivery(): Promise<string | null>;
  /**
   * Takes a due delivery on, so that of several processes one sends it. Whoever is killed then leaves it until the time.
   * @param claimed with `at` as it was read
   * @returns false if another one has it
   */
  claimDelivery(claimed: Pick<Delivery, "id" | "at"> & Readonly<{ until: string }>): Promise<boolean>;
  noteDelivery(tried: Pick<Delivery, "id" | "state" | "attempts" | "at" | "error">): Promise<void>;
  /**
   * The newest first.
   * @param before the id of a delivery: only older ones; null: all
   */
  deliveries(company: string, limit: number, before: string | null): Promise<readonly Delivery[]>;
}
