/** A session of the page. Only hashes are stored, which do not give access to anything. */

/** How somebody proved who they are. */
export const MEANS = [
  "key",
  "link",
  "password",
  "password+totp",
  "password+recovery-code",
  "passkey",
  "oidc",
  "oidc+totp",
  "oidc+recovery-code",
  /** With a second factor: by the provider's word, or one that the person has just set up. */
  "oidc+mfa",
] as const;
export type Means = (typeof MEANS)[number];

const ONE_FACTOR: ReadonlySet<Means> = new Set(["link", "password", "oidc"]);

/** Whether it shows no second factor. */
export const showsOneFactor = (means: Means) => ONE_FACTOR.has(means);

/** Whether an identity provider said who it is. */
export const isByProvider = (means: Means) => means.startsWith("oidc");

/**
 * What a session counts as after a proof with a password: one that a passkey or an identity provider opened remains
 * theirs, and takes the second factor that was shown with the password.
 * @param shown what a sign-in with the same would count as
 */
export function afterProof(former: Means, shown: Means): Means {
  if (former === "passkey" || former === "oidc+mfa") return former;
  if (!isByProvider(former)) return shown;
  if (shown === "password+totp") return "oidc+totp";
  return shown === "password+recovery-code" ? "oidc+recovery-code" : former;
}

export type Session = Readonly<{
  /** SHA-256 of the id that the browser keeps. */
  idHash: string;
  /** The person, or SHA-256 of the key that was typed in: the session ends when the key is revoked. */
  holder: Readonly<{ person: string }> | Readonly<{ keyHash: string }>;
  means: Means;
  /** The time of the sign-in; ISO 8601, UTC, like the other times. */
  createdAt: string;
  /** When the person last proved who they are. */
  authenticatedAt: string;
  expiresAt: string;
  /** The client's IP address and `User-Agent` (at most 200 characters) at the sign-in. */
  address: string | null;
  agent: string | null;
}>;

/** Stored sessions: they have no revision and are not in the feed. */
export interface SessionStore {
  get(idHash: string): Promise<Session | null>;
  put(session: Session): Promise<void>;
  /** Sets the end of a session; one that was removed meanwhile stays removed. */
  extend(idHash: string, expiresAt: string): Promise<void>;
  remove(idHash: string): Promise<void>;
}
