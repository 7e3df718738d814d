/** What a store is moved from, and what it is moved to. */
import type { Kysely } from "kysely";
import type { Sql } from "./engine.ts";
import type { Tables } from "./schema.ts";

export type MoveSource = Readonly<{
  /** One state. Until `close`, nobody else saves anything; reads go on. */
  db: Sql;
  place: string;
  /** Whether a service still uses it. */
  isInUse: () => Promise<boolean>;
  close: () => Promise<void>;
}>;

export type MoveTarget = Readonly<{ db: Kysely<Tables>; place: string; close: () => Promise<void> }>;
