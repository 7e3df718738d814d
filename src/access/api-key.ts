/** An API key as it is stored: only its hash, never the key itself. */
export type KeyRole = "operator" | "admin" | "pbx" | "node";

export type ApiKey = Readonly<{
  id: string;
  /** The person or system that the key was made for. */
  name: string;
  /** SHA-256 of the key, hexadecimal. A key has 256 random bits, so a plain hash cannot be reversed by guessing. */
  hash: string;
  role: KeyRole;
  /** Null means every company. */
  companies: readonly string[] | null;
  /** For a PBX: whether it keeps the directory in sync. */
  sync: boolean;
  createdAt: string;
  createdBy: string;
  revokedAt: string | null;
  /** When it ends by itself; ISO 8601, UTC. */
  expiresAt: string | null;
  /** Addresses and CIDR ranges from which alone it is taken; null: from everywhere. */
  addresses: readonly string[] | null;
  /** How many changes of companies it may make within a minute; null: no quota. */
  savesPerMinute: number | null;
  /** How many decisions it may ask each process for within a second; null: no quota. */
  decisionsPerSecond: number | null;
  /** To within minutes. No write of the key changes it. */
  lastUsedAt: string | null;
}>;
