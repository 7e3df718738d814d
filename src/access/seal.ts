/** Texts that must be read again, but not by whoever has the database alone: sealed with AES-256-GCM. */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";

export type Seal = Readonly<{
  /**
   * @param purpose what the text is and whose: `totp of PERSON`. It is needed to open the text again, so what is moved
   * to another row cannot be opened there.
   */
  seal: (text: string, purpose: string) => string;
  /** @returns null if it was changed, or was sealed for another purpose or with another secret */
  open: (sealed: string, purpose: string) => string | null;
  /** HMAC-SHA-256, base64url. To be compared with `timingSafeEqual`. */
  mac: (purpose: string, text: string) => string;
}>;

/** Changes with the way of sealing, so that older texts can still be told apart. */
const VERSION = "v1.";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** @param secret 32 random bytes */
export function createSeal(secret: Uint8Array): Seal {
  if (secret.length !== KEY_BYTES) throw new RangeError(`the secret must have ${KEY_BYTES} bytes`);

  /** A key of its own for each use and purpose (RFC 5869). The secret is random, so there is nothing to salt. */
  const keyFor = (use: "seal" | "mac", purpose: string): Buffer =>
    Buffer.from(hkdfSync("sha256", secret, "", `callas ${use} v1 ${purpose}`, KEY_BYTES));

  return {
    seal(text, purpose) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", keyFor("seal", purpose), nonce);
      const sealed = [nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()];
      return VERSION + Buffer.concat(sealed).toString("base64url");
    },
    open(sealed, purpose) {
      if (!sealed.startsWith(VERSION)) return null;
      const bytes = Buffer.from(sealed.slice(VERSION.length), "base64url");
      if (bytes.length < NONCE_BYTES + TAG_BYTES) return null;
      const decipher = createDecipheriv(
        "aes-256-gcm",
        keyFor("seal", purpose),
        bytes.subarray(0, NONCE_BYTES),
        // Without it, Node would also take a tag of four bytes.
        { authTagLength: TAG_BYTES },
      );
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      try {
        const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
        return Buffer.concat([text, decipher.final()]).toString("utf8");
      } catch {
        return null;
      }
    },
    mac: (purpose, text) => createHmac("sha256", keyFor("mac", purpose)).update(text).digest("base64url"),
  };
}
