/** An API key as it is stored: only its hash, never the key itself. */
export type Role = "operator" | "admin" | "pbx";

export type ApiKey = Readonly<{
  id: string;
  /** The person or system that the key was made for. */
  name: string;
  /** SHA-256 of the key, hexadecimal. A key has 256 random bits, so a plain hash cannot be reversed by guessing. */
  hash: string;
  role: Role;
  /** Null means every company. */
  companies: readonly string[] | null;
  /** For a PBX: whether it keeps the directory in sync. */
  sync: boolean;
  createdAt: string;
  createdBy: string;
  revokedAt: string | null;
}>;
