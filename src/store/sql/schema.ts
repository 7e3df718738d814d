/** The tables, in words that every database understands. */
import type { Migration } from "kysely/migration";
import type { Role } from "../../access/api-key.ts";
import type { DocumentKind } from "../../policy/documents.ts";
import { first, sessions, synchronisations } from "./first-migrations.ts";
import { following } from "./following-migration.ts";

export type Tables = {
  /**
   * One row: the revision of the last write, the life of this database, the revision up to which the feed keeps
   * no changes, and the format of `core` and `bucket` (PARTS_FORMAT).
   */
  head: { id: number; revision: number; epoch: string; forgotten: number; parts_format: number };
  /**
   * Every id that a company ever had, and "" for the keys: the row that a write locks before it reads anything.
   * `since`: the revision of the last removal; what the id has since then is younger.
   */
  company: { id: string; since: number };
  document: {
    company: string;
    kind: DocumentKind;
    revision: number;
    saved_at: string;
    saved_by: string;
    body: string;
  };
  /** What a large company is decided from besides its documents: decide/buckets.ts. */
  core: { company: string; revision: number; body: string };
  bucket: { company: string; bucket: number; body: string };
  /** Whose a number is: one company's at a time. */
  number_owner: { number: string; company: string };
  feed: { revision: number; company: string | null; removed: number };
  audit: { revision: number; company: string | null; action: string; at: string; author: string; changes: string };
  api_key: {
    id: string;
    name: string;
    hash: string;
    role: Role;
    companies: string | null;
    sync: number;
    created_at: string;
    created_by: string;
    revoked_at: string | null;
  };
  /** Finds keys by the companies that they name; those that name none, for they are for all, by "". */
  key_company: { key: string; company: string };
  /** When a PBX last wrote a company's directory. */
  synchronisation: { company: string; at: string; author: string };
  session: { id_hash: string; key_hash: string; created_at: string; expires_at: string };
};

/** Names sort in the order in which they run. */
export const migrations: Readonly<Record<string, Migration>> = {
  "0001_first": first,
  "0002_sessions": sessions,
  "0003_synchronisations": synchronisations,
  "0004_following": following,
};
