/** An authenticator and its browser in one (W3C Web Authentication), in software: for tests, which may have it lie. */
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/server";
import { cbor, type Cbor } from "./cbor.ts";

/** What it says although it is not so. */
export type Lies = Readonly<{
  origin?: string;
  rpId?: string;
  challenge?: string;
  userPresent?: boolean;
  userVerified?: boolean;
  counter?: number;
  /** Signs with another key than the passkey's. */
  foreignKey?: boolean;
  /** `self`: signed by the passkey; or the statement with a maker's certificate. Nobody asked for either. */
  attestation?: "self" | Readonly<{ certificate: Buffer; privateKey: KeyObject }>;
}>;

export type Authenticator = Readonly<{
  register: (asked: PublicKeyCredentialCreationOptionsJSON, lies?: Lies) => RegistrationResponseJSON;
  signIn: (asked: PublicKeyCredentialRequestOptionsJSON, lies?: Lies) => AuthenticationResponseJSON;
}>;

/** ES384 is for services that must not take it. */
export type Algorithm = "ES256" | "Ed25519" | "ES384";

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const BACKUP_ELIGIBLE_AND_DONE = 0x18;
const CREDENTIAL_INCLUDED = 0x40;

/**
 * One passkey, made anew by each registration.
 *
 * @param origin of the page that the browser shows
 * @param about `synchronised`: it is backed up, and does not count its signatures
 */
export function createAuthenticator(
  origin: string,
  about: Readonly<{ algorithm?: Algorithm; synchronised?: boolean }> = {},
): Authenticator {
  const { algorithm = "ES256", synchronised = false } = about;
  const id = randomBytes(16);
  const { publicKey, privateKey } = newKeys(algorithm);
  let userHandle = "";
  let counter = 0;

  function clientData(type: string, asked: Readonly<{ challenge: string }>, lies: Lies): Buffer {
    const challenge = lies.challenge ?? asked.challenge;
    return Buffer.from(JSON.stringify({ type, challenge, origin: lies.origin ?? origin, crossOrigin: false }));
  }

  /** Authenticator data (6.1). */
  function dataFor(rpId: string, credential: Buffer, lies: Lies): Buffer {
    const flags =
      (lies.userPresent === false ? 0 : USER_PRESENT) |
      (lies.userVerified === false ? 0 : USER_VERIFIED) |
      (synchronised ? BACKUP_ELIGIBLE_AND_DONE : 0) |
      (credential.length === 0 ? 0 : CREDENTIAL_INCLUDED);
    if (!synchronised) counter += 1;
    const rest = Buffer.alloc(5);
    rest.writeUInt8(flags);
    rest.writeUInt32BE(lies.counter ?? counter, 1);
    return Buffer.concat([sha256(lies.rpId ?? rpId), rest, credential]);
  }

  /** "Packed" (8.2), or nothing. */
  function statementOf(signed: Buffer, { attestation }: Lies): ReadonlyMap<string, Cbor> {
    if (attestation === undefined) return new Map();
    const self = attestation === "self";
    const signature = self ? sign(HASH[algorithm], signed, privateKey) : sign("sha256", signed, attestation.privateKey);
    return new Map<string, Cbor>([
      ["alg", self ? COSE[algorithm][1] : COSE.ES256[1]],
      ["sig", signature],
      ...(self ? [] : ([["x5c", [attestation.certificate]]] as const)),
    ]);
  }

  const named = () =>
    ({ id: base64url(id), rawId: base64url(id), type: "public-key", clientExtensionResults: {} }) as const;

  return {
    register(asked, lies = {}) {
      userHandle = asked.user.id;
      const head = Buffer.alloc(18);
      head.writeUInt16BE(id.length, 16);
      const credential = Buffer.concat([head, id, cbor(coseKey(publicKey, algorithm))]);
      const client = clientData("webauthn.create", asked, lies);
      const data = dataFor(asked.rp.id!, credential, lies);
      const statement = statementOf(Buffer.concat([data, sha256(client)]), lies);
      const attestation = new Map<string, Cbor>([
        ["fmt", statement.size === 0 ? "none" : "packed"],
        ["attStmt", statement],
        ["authData", data],
      ]);
      const response = {
        clientDataJSON: base64url(client),
        attestationObject: base64url(cbor(attestation)),
        transports: ["internal", "hybrid"],
      };
      return { ...named(), response };
    },
    signIn(asked, lies = {}) {
      const client = clientData("webauthn.get", asked, lies);
      const data = dataFor(asked.rpId!, Buffer.alloc(0), lies);
      const key = lies.foreignKey ? newKeys(algorithm).privateKey : privateKey;
      const signature = sign(HASH[algorithm], Buffer.concat([data, sha256(client)]), key);
      const response = {
        clientDataJSON: base64url(client),
        authenticatorData: base64url(data),
        signature: base64url(signature),
        userHandle,
      };
      return { ...named(), response };
    },
  };
}

/** The numbers of kty, alg and crv (RFC 9053, 2 and 7). */
const COSE = { ES256: [2, -7, 1], Ed25519: [1, -8, 6], ES384: [2, -35, 2] } as const;

const HASH = { ES256: "sha256", Ed25519: null, ES384: "sha384" } as const satisfies Record<Algorithm, string | null>;

function newKeys(algorithm: Algorithm) {
  if (algorithm === "Ed25519") return generateKeyPairSync("ed25519");
  return generateKeyPairSync("ec", { namedCurve: algorithm === "ES256" ? "P-256" : "P-384" });
}

/** RFC 9052, 7: kty, alg, crv, x and y by their numbers. */
function coseKey(key: KeyObject, algorithm: Algorithm): ReadonlyMap<number, Cbor> {
  const { x, y } = key.export({ format: "jwk" });
  const [kty, alg, crv] = COSE[algorithm];
  return new Map<number, Cbor>([
    [1, kty],
    [3, alg],
    [-1, crv],
    [-2, Buffer.from(x!, "base64url")],
    ...(y === undefined ? [] : ([[-3, Buffer.from(y, "base64url")]] as const)),
  ]);
}

const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest();

const base64url = (data: Buffer) => data.toString("base64url");
