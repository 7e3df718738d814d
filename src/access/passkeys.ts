/** Passkeys (W3C Web Authentication, level 3): the two ceremonies, without what is stored of them. */
import { randomBytes } from "node:crypto";
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/server";
import type { Site } from "./site.ts";

export type Passkey = Readonly<{
  /** The credential's id, base64url. */
  id: string;
  /** In COSE's form (RFC 9052, 7), base64url. */
  publicKey: string;
  /** Of its signatures; 0 for ever where the authenticator does not count, as synchronised passkeys do not. */
  counter: number;
  /** How a browser reaches it, for {@link askToRegister}. */
  transports: readonly string[];
  /** Whether it is synchronised to other devices, and so outlives the loss of this one. */
  backedUp: boolean;
}>;

/**
 * COSE's numbers for EdDSA, ES256 and RS256. They are named at the question and at the answer: by default the library
 * asks Node for post-quantum algorithms, which warns, and offers those first.
 */
const ALGORITHMS = [-8, -7, -257];

/** How long a browser waits for a person: 15.1 of the standard recommends 5 to 10 minutes. */
const TIMEOUT_MS = 5 * 60_000;

/** 13.4.3 asks for at least 16. */
const CHALLENGE_BYTES = 32;

/** The standard's own bound (4, "Credential ID"). */
const MOST_ID_BYTES = 1023;

/** An RSA key of 4096 bits takes 529. */
const MOST_KEY_BYTES = 1024;

/** AuthenticatorTransport (5.8.4), and what the browser called `hybrid` before. Others are left out. */
const TRANSPORTS = ["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"];

/** Takes a fifth of a second to load, and is not needed to decide calls. */
const library = () => import("@simplewebauthn/server");

/**
 * The options for the browser, with a new challenge; the caller keeps the challenge, to be used up by one answer.
 *
 * @param person `id`: up to 64 bytes that say nothing about the person, as the authenticator gives it to anybody
 * @param known this person's passkeys, whose authenticators do not make another one
 */
export async function askToRegister(
  site: Site,
  person: Readonly<{ id: string; email: string; name: string }>,
  known: readonly Pick<Passkey, "id" | "transports">[],
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { generateRegistrationOptions } = await library();
  return generateRegistrationOptions({
    rpName: site.name,
    rpID: site.rpId,
    userID: new TextEncoder().encode(person.id),
    userName: person.email,
    userDisplayName: person.name,
    timeout: TIMEOUT_MS,
    attestationType: "none",
    excludeCredentials: known.map(({ id, transports }) => ({ id, transports: [...transports] })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    supportedAlgorithmIDs: ALGORITHMS,
  });
}

/**
 * @param challenge of the question, which must be used up by this answer
 * @param response of the browser (RegistrationResponseJSON), of whatever form
 * @returns null if the response is not a good answer to this question
 */
export async function register(site: Site, challenge: string, response: unknown): Promise<Passkey | null> {
  const { verifyRegistrationResponse } = await library();
  const answer = response as RegistrationResponseJSON;
  const verified = await goodOrNull(async () => {
    await refuseCertificates(answer);
    return verifyRegistrationResponse({
      response: answer,
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    });
  });
  if (!verified?.verified) return null;
  const { credential, credentialBackedUp } = verified.registrationInfo;
  const id = Buffer.from(credential.id, "base64url");
  if (id.length > MOST_ID_BYTES || credential.publicKey.length > MOST_KEY_BYTES) return null;
  return {
    id: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString("base64url"),
    counter: credential.counter,
    transports: TRANSPORTS.filter((transport) => listed(credential.transports).includes(transport)),
    backedUp: credentialBackedUp,
  };
}

/** The options for the browser, as for {@link askToRegister}. They name no passkeys: the browser offers what it has. */
export function askToSignIn({ rpId }: Site): PublicKeyCredentialRequestOptionsJSON {
  const challenge = randomBytes(CHALLENGE_BYTES).toString("base64url");
  return { challenge, rpId, userVerification: "required", timeout: TIMEOUT_MS };
}

/**
 * @param challenge of the question, which must be used up by this answer
 * @param response of the browser (AuthenticationResponseJSON), of whatever form
 * @param passkey the stored one whose id the response names
 * @returns the counter to store; null if the response is not a good answer to this question
 */
export async function signIn(
  site: Site,
  challenge: string,
  response: unknown,
  passkey: Passkey,
): Promise<Readonly<{ counter: number }> | null> {
  const { verifyAuthenticationResponse } = await library();
  const answer = response as AuthenticationResponseJSON;
  const verified = await goodOrNull(async () => {
    if (answer.id !== passkey.id) return null;
    return verifyAuthenticationResponse({
      response: answer,
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      requireUserVerification: true,
      credential: {
        id: passkey.id,
        publicKey: new Uint8Array(Buffer.from(passkey.publicKey, "base64url")),
        counter: passkey.counter,
      },
    });
  });
  return verified?.verified ? { counter: verified.authenticationInfo.newCounter } : null;
}

/** The library throws for everything that is wrong with a response, its form included. */
async function goodOrNull<T>(verify: () => Promise<T>): Promise<T | null> {
  try {
    return await verify();
  } catch {
    return null;
  }
}

/**
 * No proof of the authenticator's make is asked for, so browsers send `none`, or `packed` signed by the passkey itself
 * (5.4.7). For other formats the library would fetch revocation lists from addresses in the certificates.
 */
async function refuseCertificates({ response }: RegistrationResponseJSON): Promise<void> {
  const { decodeAttestationObject, isoBase64URL } = await import("@simplewebauthn/server/helpers");
  const attestation = decodeAttestationObject(isoBase64URL.toBuffer(response.attestationObject));
  const format = attestation.get("fmt");
  const selfSigned = format === "packed" && attestation.get("attStmt").get("x5c") === undefined;
  if (format !== "none" && !selfSigned) throw new Error("an attestation that was not asked for");
}

const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
