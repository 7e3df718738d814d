/** How both ends of a connection show that they know the same secret, without sending it: messages.ts. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { FromKamailio } from "./messages.ts";
import { PROTOCOL } from "./messages.ts";

export type Challenge = Extract<FromKamailio, { type: "challenge" }>;

export type Refusal =
  | "protocol_differs"
  /** Only Kamailio has a secret, or only Callas, or the two differ. */
  | "secret_missing"
  | "secret_unexpected"
  | "secret_wrong";

export type Greeting = Readonly<{
  nonce: string;
  /** Callas' own proof, or why Kamailio is not trusted. */
  answer: (challenge: Challenge) => Readonly<{ proof: string } | { refusal: Refusal }>;
}>;

/** @param secret empty if there is none */
export function greet(secret: string): Greeting {
  const nonce = randomBytes(16).toString("hex");
  return {
    nonce,
    answer({ protocol, nonce: theirs, proof }) {
      if (protocol !== PROTOCOL) return { refusal: "protocol_differs" };
      if (secret === "") return proof === "" ? { proof: "" } : { refusal: "secret_missing" };
      if (proof === "") return { refusal: "secret_unexpected" };
      const hash = (who: string) => createHash("sha256").update(`${who}:${nonce}:${theirs}:${secret}`).digest("hex");
      const isRight = timingSafeEqual(Buffer.from(proof), Buffer.from(hash("kamailio")));
      return isRight ? { proof: hash("callas") } : { refusal: "secret_wrong" };
    },
  };
}
