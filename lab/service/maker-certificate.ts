/** A maker's certificate for authenticators (W3C Web Authentication, 8.2.1), which nobody has reason to trust. */
import { generateKeyPairSync, sign, type KeyObject } from "node:crypto";

export function newMaker(): Readonly<{ certificate: Buffer; privateKey: KeyObject }> {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = sequence(der(0x06, Buffer.from("2a8648ce3d040302", "hex")));
  const times = ["200101000000Z", "490101000000Z"].map((time) => der(0x17, Buffer.from(time)));
  const notAnAuthority = sequence(oid("551d13"), der(0x04, sequence()));
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.of(1)),
    algorithm,
    NAME,
    sequence(...times),
    NAME,
    publicKey.export({ format: "der", type: "spki" }),
    der(0xa3, sequence(notAnAuthority)),
  );
  const signature = der(0x03, Buffer.of(0), sign("sha256", toBeSigned, privateKey));
  return { certificate: sequence(toBeSigned, algorithm, signature), privateKey };
}

/** X.690, 8.1. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...head), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, ...parts);
}

function oid(bytes: string): Buffer {
  return der(0x06, Buffer.from(bytes, "hex"));
}

/** C, O, OU and CN. */
const NAME = sequence(
  ...(
    [
      ["550406", "DE"],
      ["55040a", "Maker"],
      ["55040b", "Authenticator Attestation"],
      ["550403", "Maker"],
    ] as const
  ).map(([type, value]) => der(0x31, sequence(oid(type), der(0x0c, Buffer.from(value))))),
);
