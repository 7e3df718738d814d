/** The tables, in types that every database supports. */
import type { Migration } from "kysely/migration";
import type { Role } from "../../access/api-key.ts";
import type { DocumentKind } from "../../policy/documents.ts";
import { first, sessions, synchronisations } from "./first-migrations.ts";
import { following } from "./following-migration.ts";

export type Tables = {
  /**
   * One row: the revision of the last write, the epoch, the revision up to which changes were deleted from the feed,
   * and the format of `core` and `bucket` (PARTS_FORMAT).
   */
  head: { id: number; revision: number; epoch: string; forgotten: number; parts_format: number };
  /**
   * Every id that a company ever had, and "" for the keys: a write locks this row before it reads anything.
   * `since`: the revision of the last removal; the history of the current company starts after it.
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
  /** The parts that calls of a large company are decided from: decide/buckets.ts. */
  core: { company: string; revision: number; body: string };
  bucket: { company: string; bucket: number; body: string };
  /** The company that owns a number. */
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
  /** Finds keys by their companies; keys for all companies are found by "". */
  key_company: { key: string; company: string };
  /** When a PBX last wrote a company's directory. */
  synchronisation: { company: string; at: string; author: string };
  session: { id_hash: string; key_hash: string; created_at: string; expires_at: string };
};

/** Migrations run in the order of their names. */
export const migrations: Readonly<Record<string, Migration>> = {
  "0001_first": first,
  "0002_sessions": sessions,
  "0003_synchronisations": synchronisations,
  "0004_following": following,
};
