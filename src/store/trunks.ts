import type { NamedTrunk, Trunk } from "../policy/trunk.ts";
import type { Saved } from "./company.ts";

/** The operator's trunks. */
export interface Trunks {
  /** @throws StorageError `corrupt` if it cannot be read, because it is damaged or of a newer version */
  trunk(id: string): Promise<Saved<Trunk> | null>;
  /** In the order of their ids, without those that cannot be read; there are at most {@link MOST_TRUNKS}. */
  listTrunks(): Promise<readonly NamedTrunk[]>;
  /** The ids of all trunks. */
  trunkIds(): Promise<ReadonlySet<string>>;
  /** Ids of companies with numbers that carry a trunk, in order, starting after `after`. */
  companiesOnTrunk(trunk: string, after: string | null, limit: number): Promise<readonly string[]>;
}
