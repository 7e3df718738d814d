/** Hashes of passwords: argon2id (RFC 9106) in PHC string format. */
import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from "node:crypto";
import { promisify } from "node:util";
import { Refusal } from "../policy/refusal.ts";
import { createQueue } from "../queue.ts";
import { normalisedPassword } from "./password-form.ts";

type Cost = Readonly<{ memory: number; passes: number; parallelism: number }>;

/** OWASP's first choice with the least memory: 19 MiB, about 30 ms. Memory is in KiB. */
const TODAY: Cost = { memory: 19 * 1024, passes: 2, parallelism: 1 };
const SALT_BYTES = 16;
const TAG_BYTES = 32;

/** Hashing uses the process's four threads for files and host names, too: more at once gain nothing and delay those. */
const AT_ONCE = 2;
const MOST_WAITING = 20;

/** One for the process, as its threads are. */
const queue = createQueue({
  atOnce: AT_ONCE,
  mostWaiting: MOST_WAITING,
  full: () =>
    new Refusal("too_many_requests", "Too many people are signing in; try again in a moment.", { retryAfter: 2 }),
});

/**
 * Takes about 30 ms. To be called before a transaction begins, not within it.
 * @returns a PHC string
 * @throws RangeError if the length is not allowed; ask for the weakness first
 * @throws Refusal `too_many_requests`
 */
export async function hashPassword(password: string): Promise<string> {
  const normalised = normalisedPassword(password);
  if (normalised === null) throw new RangeError("the password has a length that is not allowed");
  const salt = randomBytes(SALT_BYTES);
  return phc(TODAY, salt, await derive(normalised, salt, TAG_BYTES, TODAY));
}

export type Checked = Readonly<{
  good: boolean;
  /** The stored hash costs less or more than one made today: store a new one while the password is known. */
  outdated: boolean;
}>;

/**
 * @param stored null if there is no such person, or if they have no password; this takes as long as a wrong password
 * @throws Error if `stored` is not an argon2id hash
 * @throws Refusal `too_many_requests`
 */
export async function checkPassword(password: string, stored: string | null): Promise<Checked> {
  const { cost, salt, tag } = stored === null ? NOBODY : readPhc(stored);
  const normalised = normalisedPassword(password);
  const derived = await derive(normalised ?? "", salt, tag.length, cost);
  const good = timingSafeEqual(derived, tag) && normalised !== null && stored !== null;
  return { good, outdated: stored !== null && !isToday(cost, salt, tag) };
}

/** What is compared for a person who does not exist. */
const NOBODY: Stored = { cost: TODAY, salt: randomBytes(SALT_BYTES), tag: randomBytes(TAG_BYTES) };

const argon2id = promisify<"argon2id", Argon2Parameters, Buffer>(argon2);

function derive(message: string, nonce: Buffer, tagLength: number, cost: Cost): Promise<Buffer> {
  return queue.run(() => argon2id("argon2id", { message, nonce, tagLength, ...cost }));
}

type Stored = Readonly<{ cost: Cost; salt: Buffer; tag: Buffer }>;

const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{16,86})$/;

/** Of a hash from elsewhere, in KiB: what is above would be a way to exhaust the memory. */
const MOST_MEMORY = 256 * 1024;

function readPhc(stored: string): Stored {
  const [, memory, passes, parallelism, salt, tag] = PHC.exec(stored) ?? [];
  if (tag === undefined || Number(memory) > MOST_MEMORY) throw new Error("a stored password hash cannot be read");
  return {
    cost: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    salt: Buffer.from(salt!, "base64"),
    tag: Buffer.from(tag, "base64"),
  };
}

function phc({ memory, passes, parallelism }: Cost, salt: Buffer, tag: Buffer): string {
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
}

const unpadded = (bytes: Buffer) => bytes.toString("base64").replace(/=+$/, "");

function isToday({ memory, passes, parallelism }: Cost, salt: Buffer, tag: Buffer): boolean {
  return (
    memory === TODAY.memory &&
    passes === TODAY.passes &&
    parallelism === TODAY.parallelism &&
    salt.length === SALT_BYTES &&
    tag.length === TAG_BYTES
  );
}
