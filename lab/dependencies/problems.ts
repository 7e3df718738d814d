/** What must not be so with a dependency. */
import { affects, packagesHash, type Advisories } from "./advisories.ts";
import { hasAllowedLicence } from "./licences.ts";
import type { LockedPackage } from "./lock-file.ts";

/** @param mayRunScripts names of packages that may run a script when they are installed: `allowScripts` */
export function dependencyProblems(
  packages: readonly LockedPackage[],
  { checked, advisories }: Advisories,
  mayRunScripts: readonly string[],
): readonly string[] {
  const problems = packages.flatMap((one) => {
    const { name, version, licence, development, integrity, resolved, hasInstallScript } = one;
    const about = `${name}@${version} (${development ? "development" : "production"})`;
    return [
      ...(hasAllowedLicence(one) ? [] : [`${about}: ${licence ?? "no licence"}; see lab/dependencies/licences.ts`]),
      ...(integrity?.startsWith("sha512-") ? [] : [`${about}: the lock file has no SHA-512 of it`]),
      ...(resolved === undefined ? [] : [`${about}: not from the registry, but from ${resolved}`]),
      ...(hasInstallScript && !mayRunScripts.includes(name)
        ? [`${about}: wants to run a script at installation; allowScripts of package.json does not name it`]
        : []),
      ...advisories
        .filter((advisory) => advisory.accepted === undefined && affects(advisory, one))
        .map(({ severity, title, source }) => `${about}: ${severity}, ${title} (${source})`),
    ];
  });
  for (const advisory of advisories)
    if (advisory.accepted !== undefined && !packages.some((one) => affects(advisory, one)))
      problems.push(`${advisory.id} affects no ${advisory.package} in use, and need not be accepted any more`);
  if (checked.packages !== packagesHash(packages))
    problems.push(
      `The dependencies are others than on ${checked.on}, when somebody last looked for advisories. Look for new ones, ` +
        "add them to lab/dependencies/advisories.json, and run: npm run check:dependencies -- --checked",
    );
  return problems;
}
