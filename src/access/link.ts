/** Links that are good once. The secret stands after the # of the address, which browsers never send. */
import { randomBytes } from "node:crypto";
import { hashOf } from "./key-ring.ts";

/** `recovery` also removes the person's second factors; the others ask for them. */
export type LinkKind = "setup" | "invitation" | "reset" | "recovery";

/** A link as it is stored: only its hash, never the secret itself. */
export type Link = Readonly<{
  /** SHA-256 of the secret, hexadecimal: it has 256 random bits. */
  hash: string;
  kind: LinkKind;
  /** Null for the set-up of the first operator. */
  person: string | null;
  /** ISO 8601, UTC. */
  expiresAt: string;
  createdAt: string;
  /** The id of the person or key who made it: what somebody made dies with their rights. */
  createdBy: string;
  /** Whether an operator has made it. */
  vouched: boolean;
}>;

const HOUR_MS = 60 * 60 * 1000;

const GOOD_FOR_MS: Readonly<Record<LinkKind, number>> = {
  setup: HOUR_MS,
  invitation: 7 * 24 * HOUR_MS,
  reset: HOUR_MS,
  recovery: HOUR_MS,
};

/** The address on the page, before the #. */
const PATH = "/link";

export type LinkAuthor = Readonly<{ id: string } & Pick<Link, "vouched">>;

/** @returns `path`, which contains the secret and is shown once */
export function newLink(
  kind: LinkKind,
  person: string | null,
  { id: createdBy, vouched }: LinkAuthor,
  now = Date.now(),
): Readonly<{ path: string; link: Link }> {
  const { secret, hash } = newSecret();
  const link: Link = {
    hash,
    kind,
    person,
    expiresAt: new Date(now + GOOD_FOR_MS[kind]).toISOString(),
    createdAt: new Date(now).toISOString(),
    createdBy,
    vouched,
  };
  return { path: `${PATH}#${secret}`, link };
}

/**
 * The secret of an offer of roles to somebody who has an account, whom it leads to their own page.
 * @returns `path`, which contains the secret and is shown once
 */
export function newOffer(): Readonly<{ path: string; hash: string }> {
  const { secret, hash } = newSecret();
  return { path: `/account#${secret}`, hash };
}

function newSecret(): Readonly<{ secret: string; hash: string }> {
  const secret = randomBytes(32).toString("base64url");
  return { secret, hash: hashOf(secret) };
}
