/** The context of routes about accounts, which run in the main thread because they set cookies and hash passwords. */
import type { Attempts } from "../access/attempts.ts";
import type { KeyRing } from "../access/key-ring.ts";
import type { PasswordStrength } from "../access/password-strength.ts";
import type { Logger } from "pino";
import type { Seal } from "../access/seal.ts";
import type { Sessions } from "../access/sessions.ts";
import type { SecurityEvents } from "../http/security-events.ts";
import type { Postman } from "../mail/postman.ts";
import type { Refusal } from "../policy/refusal.ts";
import type { Site } from "../access/site.ts";
import type { Jobs } from "../settings/jobs.ts";
import type { AccountReads } from "../store/account-reads.ts";
import type { SecondFactor } from "./second-factor.ts";

export type AccountDesk = Readonly<{
  keys: KeyRing;
  sessions: Sessions;
  reads: AccountReads;
  jobs: Jobs;
  seal: Seal;
  attempts: Attempts;
  secondFactor: SecondFactor;
  weakness: PasswordStrength["weakness"];
  postman: Postman;
  events: SecurityEvents;
  /** The site of passkeys; null if browsers have none at this address. */
  site: Site | null;
  /** The configured address of the page, without a trailing slash. */
  publicUrl: string;
  /** Whether identity providers may have private addresses. */
  allowPrivate: boolean;
  explainError: (error: unknown) => Refusal;
  log: Pick<Logger, "warn">;
}>;
