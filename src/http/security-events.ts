/** Security events about attacks and keys, for the log and the metrics (OWASP ASVS 5, 16.3). */
import type { Logger } from "pino";

export const SECURITY_EVENTS = [
  "signed_in",
  "signed_out",
  "key_refused",
  "forbidden",
  "rate_limited",
  "key_created",
  "key_revoked",
  "backup_made",
] as const;
export type SecurityEvent = (typeof SECURITY_EVENTS)[number];

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
