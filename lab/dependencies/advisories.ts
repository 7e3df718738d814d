/** Known security advisories about packages in use or once in use: advisories.json. */
import { createHash } from "node:crypto";
import semver from "semver";
import { z } from "zod";
import type { LockedPackage } from "./lock-file.ts";

const Advisory = z.strictObject({
  id: z.string().regex(/^(GHSA(-[23456789cfghjmpqrvwx]{4}){3}|CVE-\d{4}-\d{4,})$/, "a GHSA or CVE id"),
  package: z.string().min(1),
  affected: z.string().refine((range) => semver.validRange(range) !== null, "a range of versions, as npm writes it"),
  severity: z.enum(["low", "moderate", "high", "critical"]),
  title: z.string().min(1),
  source: z.url(),
  /** Why a version in use may be affected all the same. */
  accepted: z.string().min(1).optional(),
});

const Advisories = z.strictObject({
  /** When somebody last looked for new ones, and at which packages: `packagesHash`. */
  checked: z.strictObject({ on: z.iso.date(), packages: z.string() }),
  /** Where they looked, and what they could not see. */
  sources: z.string().min(1),
  advisories: z.array(Advisory),
});

export type Advisory = Readonly<z.infer<typeof Advisory>>;
export type Advisories = Readonly<z.infer<typeof Advisories>>;

/** @throws if the text has another form */
export function readAdvisories(text: string): Advisories {
  return Advisories.parse(JSON.parse(text));
}

export function affects({ package: name, affected }: Advisory, { name: installed, version }: LockedPackage): boolean {
  return name === installed && semver.satisfies(version, affected, { includePrerelease: true });
}

/** The same for the same packages in the same versions, whatever else the lock file says. */
export function packagesHash(packages: readonly LockedPackage[]): string {
  const names = new Set(packages.map(({ name, version }) => `${name}@${version}\n`));
  return createHash("sha256")
    .update([...names].sort().join(""))
    .digest("hex");
}
