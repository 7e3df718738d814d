/** Security events about attacks and keys, for the log and the metrics (OWASP ASVS 5, 16.3). */
import type { Logger } from "pino";

export type SecurityEvent =
  | "signed_in"
  | "signed_out"
  | "key_refused"
  | "forbidden"
  | "rate_limited"
  | "key_created"
  | "key_revoked"
  | "sign_in_refused"
  | "person_invited"
  | "person_changed"
  | "person_removed"
  | "link_made"
  | "link_accepted"
  | "password_changed"
  | "factors_changed"
  | "security_changed"
  | "provider_changed"
  | "backup_made";

export type SecurityEvents = Readonly<{
  /** @param about `by`: the name of a key; `address`: where the request came from */
  record: (event: SecurityEvent, about: Readonly<{ by?: string; address: string }>) => void;
}>;

export function recordSecurityEvents(log: Logger, count: (event: SecurityEvent) => void): SecurityEvents {
  return {
    record(event, about) {
      count(event);
      log.info({ event, ...about }, "security");
    },
  };
}
