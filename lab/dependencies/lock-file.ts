/** The packages that package-lock.json names (lockfileVersion 3). */
import { z } from "zod";

const Entry = z.object({
  name: z.string().optional(),
  version: z.string(),
  license: z.string().optional(),
  /** A link to the tarball. With `omit-lockfile-registry-resolved` only what is not from the registry has one. */
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  dev: z.boolean().default(false),
  hasInstallScript: z.boolean().default(false),
});

const LockFile = z.object({ lockfileVersion: z.literal(3), packages: z.record(z.string(), z.unknown()) });

export type LockedPackage = Readonly<{
  name: string;
  version: string;
  licence: string | undefined;
  resolved: string | undefined;
  integrity: string | undefined;
  /** Only for working on Callas. The packages of the page are among these: `npm run build` bundles them. */
  development: boolean;
  hasInstallScript: boolean;
}>;

/** @throws if the text is not such a lock file */
export function lockedPackages(lockFile: string): readonly LockedPackage[] {
  const { packages } = LockFile.parse(JSON.parse(lockFile));
  const { "": _project, ...others } = packages;
  return Object.entries(others).map(([path, entry]) => {
    const { name, license, dev, ...rest } = Entry.parse(entry);
    // A package that is installed under another name says its own.
    const ownName = name ?? path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    return {
      name: ownName,
      version: rest.version,
      licence: license,
      resolved: rest.resolved,
      integrity: rest.integrity,
      development: dev,
      hasInstallScript: rest.hasInstallScript,
    };
  });
}
