/** The licences that a dependency may have, as SPDX expressions. Each expression was read by a person before. */
import type { LockedPackage } from "./lock-file.ts";

/** They ask for no more than a notice, so that Callas can be passed on under Apache-2.0. */
const PERMISSIVE: ReadonlySet<string> = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "Unicode-3.0",
  "Unlicense",
  "(MIT AND Apache-2.0)",
  "(MIT OR CC0-1.0)",
]);

/** Tools under the MPL, whose files must keep their licence. Nothing of them is in the service or the page. */
const TOOLS: readonly RegExp[] = [/^axe-core$/, /^lightningcss(-.+)?$/];

export function hasAllowedLicence({ name, licence, development }: LockedPackage): boolean {
  if (licence === undefined) return false;
  if (PERMISSIVE.has(licence)) return true;
  return licence === "MPL-2.0" && development && TOOLS.some((tool) => tool.test(name));
}
