/** Webhooks by the Standard Webhooks specification (standardwebhooks.com, 1.0.0). */
import { createHmac } from "node:crypto";
import type { Seal } from "../access/seal.ts";

const PREFIX = "whsec_";

/**
 * The secret of a webhook is made from the key outside the database and stored nowhere.
 * @returns `whsec_` and 32 bytes in base64
 */
export function webhookSecret(seal: Seal, company: string, id: string): string {
  const mac = seal.mac("webhook", JSON.stringify([company, id]));
  return PREFIX + Buffer.from(mac, "base64url").toString("base64");
}

/** @param at in ms, as Date.now() */
export function webhookHeaders(secret: string, id: string, at: number, body: string): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at / 1000));
  const key = Buffer.from(secret.slice(PREFIX.length), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return {
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(body)),
    "user-agent": "Callas",
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${signature}`,
  };
}
