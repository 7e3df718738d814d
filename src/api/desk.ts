/** The context of endpoints: the store, and cached warnings of its companies. */
import { LRUCache } from "lru-cache";
import type { Warning } from "../policy/problem.ts";
import { warnings } from "../policy/warnings.ts";
import { revisionOf, type StoredCompany } from "../store/company.ts";
import type { Seal } from "../access/seal.ts";
import type { Store } from "../store/store.ts";
import { withinQuotas } from "../settings/within-quotas.ts";
import { gatherRequests, type Provision } from "../settings/provision/gather.ts";

export type Desk = Readonly<{
  store: Store;
  /** All warnings for a company in its current state. */
  warningsOf: (stored: StoredCompany) => readonly Warning[];
  /** Resolves to whether the store reaches a revision within the time. */
  reached: (revision: number, withinMilliseconds: number) => Promise<boolean>;
  /** Carries out a request of an identity provider together with others. */
  provision: Provision;
  /** Makes a consistent copy of the database in a new folder and returns its file name. */
  backup: () => Promise<string>;
  /** Makes a file in a new folder and returns its name; if writing it fails, nothing is left. */
  newFile: (write: (file: string) => Promise<void>) => Promise<string>;
  /** Whether the service can send mail. */
  canMail: boolean;
  seal: Seal;
  /** The configured address of the page, without a trailing slash. */
  publicUrl: string;
  /** Whether identity providers may have private addresses. */
  allowPrivate: boolean;
}>;

/** The most cached warnings, all companies together; one takes about 350 bytes. */
const MOST_WARNINGS = 100_000;

export function createDesk(parts: Omit<Desk, "warningsOf" | "provision">): Desk {
  // Checking thousands of entries is expensive: do it once for each state of a company.
  const held = new LRUCache<string, Readonly<{ revision: number; warnings: readonly Warning[] }>>({
    maxSize: MOST_WARNINGS,
    sizeCalculation: ({ warnings }) => warnings.length + 1,
  });
  const store = withinQuotas(parts.store);
  return {
    ...parts,
    store,
    provision: gatherRequests(store),
    warningsOf(stored) {
      const revision = revisionOf(stored);
      const known = held.get(stored.id);
      if (known?.revision === revision) return known.warnings;
      const { company, directory, "outgoing-numbers": outgoing } = stored;
      const found = warnings(company.body, directory.body, outgoing.body);
      held.set(stored.id, { revision, warnings: found });
      return found;
    },
  };
}
