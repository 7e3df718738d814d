/** An API key as it is kept: never the key itself, only its hash. */
export type Role = "operator" | "admin" | "pbx";

export type ApiKey = Readonly<{
  id: string;
  /** Whom it was made for. */
  name: string;
  /** SHA-256 of the key, hexadecimal: a key has 256 random bits, so a plain hash cannot be searched. */
  hash: string;
  role: Role;
  /** Null: every company. */
  companies: readonly string[] | null;
  /** Of a PBX: whether it keeps the directory in step. */
  sync: boolean;
  createdAt: string;
  createdBy: string;
  revokedAt: string | null;
}>;
