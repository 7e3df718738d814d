/** The tables, in types that every database supports. */
import type { Migration } from "kysely/migration";
import type { KeyRole } from "../../access/api-key.ts";
import type { Author } from "../../access/author.ts";
import type { LinkKind } from "../../access/link.ts";
import type { PersonRole } from "../../access/person.ts";
import type { Means } from "../../access/session.ts";
import type { GuestRequest } from "../../policy/guest-request.ts";
import type { DocumentKind } from "../../policy/documents.ts";
import { first, sessions, synchronisations } from "./first-migrations.ts";
import { guests } from "./guests-migration.ts";
import { nodes } from "./nodes-migration.ts";
import { decisionQuotas } from "./decision-quotas-migration.ts";
import { keyQuotas } from "./key-quotas-migration.ts";
import { dialling } from "./dialling-migration.ts";
import { following } from "./following-migration.ts";
import { history } from "./history-migration.ts";
import { offers, people } from "./people-migration.ts";
import { scim } from "./scim-migration.ts";
import { trunks } from "./trunks-migration.ts";
import { watching, watchingRevisions } from "./watching-migration.ts";
import type { Delivery } from "../watching.ts";

export type Tables = {
  /**
   * One row: the revision of the last write, the epoch, the revision up to which changes were deleted from the feed,
   * the format of `core` and `bucket` (PARTS_FORMAT), the code of the last row of the history (null until the chain
   * begins), and a mark of the secret with which the chain began. `sum`: the running checksum of all companies; null
   * until it is made. `trunks` and `freed`: the revisions of the last write of a trunk, and of the last write that took
   * a number from a company.
   */
  head: {
    id: number;
    revision: number;
    epoch: string;
    forgotten: number;
    parts_format: number;
    chain: string | null;
    secret_mark: string | null;
    sum: string | null;
    trunks: number;
    freed: number;
  };
  /**
   * Every id that a company ever had, and "" for keys, people and trunks: a write locks this row before it reads anything.
   * `since`: the revision of the last removal; the history of the current company starts after it. `made`: the revision
   * that created the current company, as far as the history tells. `sum`: store/sums.ts; "" if there is no such company.
   */
  company: { id: string; since: number; made: number; sum: string };
  document: {
    company: string;
    kind: DocumentKind;
    revision: number;
    saved_at: string;
    saved_by: string;
    body: string;
    /** store/sums.ts; "" for documents that calls are not decided from. */
    sum: string;
  };
  /** The parts that calls of a large company are decided from: decide/buckets.ts. */
  core: { company: string; revision: number; body: string };
  bucket: { company: string; bucket: number; body: string };
  /** The company that owns a number. */
  number_owner: { number: string; company: string };
  feed: { revision: number; company: string | null; removed: number };
  /** `mac` is the code of the row and of the one before it: history-chain.ts. */
  history: {
    revision: number;
    company: string | null;
    at: string;
    action: string;
    author_kind: Author["kind"];
    author_id: string;
    author: string;
    address: string | null;
    mac: string;
    /** JSON: policy/names-in-changes.ts. */
    names: string;
    /** JSON: policy/changes.ts. */
    changes: string;
  };
  /** Finds rows of the history by what they concern; `company` is "" for what belongs to none. */
  history_document: { company: string; document: string; revision: number };
  api_key: {
    id: string;
    name: string;
    hash: string;
    role: KeyRole;
    companies: string | null;
    sync: number;
    created_at: string;
    created_by: string;
    revoked_at: string | null;
    expires_at: string | null;
    /** JSON list; null: from everywhere. */
    addresses: string | null;
    saves_per_minute: number | null;
    decisions_per_second: number | null;
    last_used_at: string | null;
    /** Of its last write; 0 for keys from before there was this column. */
    revision: number;
  };
  /** Call nodes: the revision that each confirmed, and its epoch. `removed`: the write that took it off the list. */
  node: { name: string; epoch: string; revision: number; seen_at: string; removed: number | null };
  /** Numbers taken from a company: the company, and the revision that took them. */
  resting_number: { number: string; company: string; revision: number };
  /** Finds keys by their companies; keys for all companies are found by "". */
  key_company: { key: string; company: string };
  trunk: { id: string; revision: number; saved_at: string; saved_by: string; body: string };
  /** The companies with numbers that carry a trunk. */
  trunk_company: { trunk: string; company: string };
  /** When a PBX last wrote a company's directory. */
  synchronisation: { company: string; at: string; author: string };
  /** Who last opened or closed blocks to a guest; `employee` is "" for the company's `guests`. */
  guest_blocks: { company: string; employee: string; author: string; at: string };
  /** The latest request of a company; `employees` (a JSON list) is null for all guests, `answer` is JSON. */
  guest_request: {
    company: string;
    state: GuestRequest["state"];
    employees: string | null;
    note: string;
    author: string;
    at: string;
    answer: string | null;
  };
  /** Exactly one of `person` and `key_hash` is set. */
  session: {
    id_hash: string;
    person: string | null;
    key_hash: string | null;
    means: Means;
    created_at: string;
    authenticated_at: string;
    expires_at: string;
    address: string | null;
    agent: string | null;
  };
  person: {
    id: string;
    email: string;
    name: string;
    password: string | null;
    created_at: string;
    created_by: string;
    disabled_at: string | null;
    vouched: number;
  };
  /** `company` is "" for roles that count everywhere. */
  person_role: {
    person: string;
    role: PersonRole["role"];
    company: string;
    employee: string | null;
    accepted_at: string | null;
    offer: string | null;
  };
  /** Links that are good once. */
  link: {
    hash: string;
    kind: LinkKind;
    person: string | null;
    expires_at: string;
    created_at: string;
    created_by: string;
    vouched: number;
  };
  /** Second factors: the secret is sealed; `last_step` is the last time step whose code was used. */
  totp: { person: string; secret: string; confirmed_at: string | null; last_step: number };
  recovery_code: { person: string; hash: string };
  passkey: {
    /** The id of the credential, base64url. */
    id: string;
    person: string;
    name: string;
    /** COSE key, base64url. */
    public_key: string;
    counter: number;
    /** JSON list. */
    transports: string;
    backed_up: number;
    created_at: string;
    used_at: string | null;
  };
  /** Challenges that were answered, until they could not have been any more. */
  used_challenge: { hash: string; expires_at: string };
  /** The domains whose e-mail addresses a provider may speak for. */
  provider_domain: { domain: string; provider: string };
  /** A person's account with an identity provider. */
  identity: { provider: string; subject: string; person: string; created_at: string };
  identity_provider: {
    id: string;
    company: string;
    name: string;
    issuer: string;
    client_id: string;
    /** Sealed. */
    client_secret: string;
    trusts_factor: number;
    created_at: string;
    created_by: string;
  };
  /** Sign-ins and failed attempts, for the person concerned; kept for a limited time, without a revision. */
  sign_in: {
    id: string;
    at: string;
    person: string;
    means: Means;
    outcome: "signed_in" | "refused";
    address: string | null;
    agent: string | null;
    new_device: number;
  };
  /** Users of identity providers; `user_name` and `email` are in lower case, `attributes` is JSON. */
  scim_user: {
    company: string;
    id: string;
    user_name: string;
    external_id: string | null;
    email: string | null;
    employee: string;
    person: string | null;
    has_disabled: number;
    attributes: string;
    created_at: string;
    changed_at: string;
  };
  /** Settings of the whole service, each a JSON document. */
  setting: { name: "security"; body: string };
  /** Who is told of changes; a JSON document. */
  watching: { company: string; body: string; revision: number; saved_at: string | null; saved_by: string | null };
  /** The expectations that did not hold when the company was last looked at: a JSON list. */
  watch_unmet: { company: string; keys: string };
  /** One row: how far the history and the sign-ins were looked through. */
  watch_seen: { id: number; revision: number; sign_ins: string };
  /** Messages about changes; `told` is JSON. */
  delivery: {
    id: string;
    company: string | null;
    way: Delivery["way"];
    recipient: string;
    state: Delivery["state"];
    attempts: number;
    created_at: string;
    at: string;
    error: string | null;
    told: string;
  };
};

/** Migrations run in the order of their names. */
export const migrations: Readonly<Record<string, Migration>> = {
  "0001_first": first,
  "0002_sessions": sessions,
  "0003_synchronisations": synchronisations,
  "0004_following": following,
  "0005_dialling": dialling,
  "0006_trunks": trunks,
  "0007_people": people,
  "0008_history": history,
  "0009_scim": scim,
  "0010_watching": watching,
  "0011_guests": guests,
  "0012_watching_revisions": watchingRevisions,
  "0013_offers": offers,
  "0014_nodes": nodes,
  "0015_key_quotas": keyQuotas,
  "0016_decision_quotas": decisionQuotas,
};
