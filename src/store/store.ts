/** The port to the database, in parts so that callers depend only on what they need. */
import type { SessionStore } from "../access/session.ts";
import type { Companies } from "./companies.ts";
import type { Feed } from "./feed.ts";
import type { Journal } from "./journal.ts";
import type { Keys } from "./keys.ts";
import type { Writes } from "./writes.ts";

export type Store = Companies &
  Writes &
  Feed &
  Journal &
  Keys &
  Readonly<{ sessions: SessionStore; close: () => Promise<void> }>;
