/** Recovery codes, each of which stands in once for the second factor of a person who has lost theirs. */
import { hash, randomBytes } from "node:crypto";

const CODES = 10;

/** Crockford's Base32: without I, L, O and U, which are read as other characters. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * 24 characters of five bits are 120: from 112 bits on a plain hash is enough (OWASP ASVS 5, 6.5.2), and codes can be
 * looked up by it.
 */
const GROUPS = 6;
const GROUP_LENGTH = 4;

/** Codes that people type in are shorter, dashes and spaces included. */
const LONGEST_CODE = 100;

/** @returns ten different codes such as `7K2M-…`, to be shown once; only their hashes are stored */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: CODES }, newCode);
}

function newCode(): string {
  // 256 is a multiple of 32, so each character is equally likely.
  const characters = Array.from(randomBytes(GROUPS * GROUP_LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]!);
  return Array.from({ length: GROUPS }, (_, at) =>
    characters.slice(at * GROUP_LENGTH, (at + 1) * GROUP_LENGTH).join(""),
  ).join("-");
}

/**
 * @param code as typed in: in any case, with or without dashes and spaces, O for 0, I and L for 1
 * @returns SHA-256, hexadecimal. What is not a code has a hash that no code has.
 */
export function hashOfRecoveryCode(code: string): string {
  const typed = code
    .slice(0, LONGEST_CODE)
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, "");
  return hash("sha256", typed.replaceAll("O", "0").replaceAll(/[IL]/g, "1"));
}
