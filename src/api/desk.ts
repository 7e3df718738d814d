/** What endpoints work with: the store, and what is remembered of its companies. */
import { LRUCache } from "lru-cache";
import type { Warning } from "../policy/problem.ts";
import { warnings } from "../policy/warnings.ts";
import { revisionOf, type StoredCompany } from "../store/company.ts";
import type { Store } from "../store/store.ts";

export type Desk = Readonly<{
  store: Store;
  /** All warnings of a company as it stands. */
  warningsOf: (stored: StoredCompany) => readonly Warning[];
  /** Answers whether the store reaches a revision within the time. */
  reached: (revision: number, withinMilliseconds: number) => Promise<boolean>;
  /** Makes a consistent copy of the database, in a folder of its own; answers the file. */
  backup: () => Promise<string>;
}>;

/** Warnings held of all companies together; one of them weighs about 350 bytes. */
const MOST_WARNINGS = 100_000;

export function createDesk(parts: Omit<Desk, "warningsOf">): Desk {
  // To look through thousands of entries costs; a company's newest state is looked through once.
  const held = new LRUCache<string, Readonly<{ revision: number; warnings: readonly Warning[] }>>({
    maxSize: MOST_WARNINGS,
    sizeCalculation: ({ warnings }) => warnings.length + 1,
  });
  return {
    ...parts,
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
