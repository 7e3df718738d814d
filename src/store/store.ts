/** The port to the database, in parts so that callers depend only on what they need. */
import type { SessionStore } from "../access/session.ts";
import type { Accounts } from "./accounts.ts";
import type { Companies } from "./companies.ts";
import type { FactorSignIns, PasskeyReads, Providers } from "./factors.ts";
import type { Feed } from "./feed.ts";
import type { FeedLines } from "./feed-lines.ts";
import type { Guests } from "./guests.ts";
import type { History } from "./history.ts";
import type { Keys } from "./keys.ts";
import type { Nodes } from "./nodes.ts";
import type { People } from "./people.ts";
import type { ScimUsers } from "./scim.ts";
import type { Trunks } from "./trunks.ts";
import type { WatchStore } from "./watching.ts";
import type { Writes } from "./writes.ts";

export type Store = Companies &
  Writes &
  Feed &
  FeedLines &
  Nodes &
  History &
  Keys &
  Trunks &
  People &
  ScimUsers &
  Guests &
  PasskeyReads &
  Providers &
  Readonly<{
    sessions: SessionStore;
    accounts: Accounts & FactorSignIns;
    watch: WatchStore;
    close: () => Promise<void>;
  }>;
