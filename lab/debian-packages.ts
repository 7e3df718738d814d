/** The Debian packages that the tests need, installed where they are missing. */
import { spawnSync } from "node:child_process";

/** For calls through a real Kamailio. */
export const CALL_PACKAGES = [
  "kamailio",
  "kamailio-extra-modules",
  "kamailio-json-modules",
  "kamailio-utils-modules",
  "sip-tester",
  "baresip",
  "tcpdump",
];

/** For the page in a real browser; the fonts, so that Cyrillic and signs look as people see them. */
export const BROWSER_PACKAGES = ["chromium", "fonts-noto-core"];

/** For `npm run bench` besides. */
export const BENCH_PACKAGES = ["wrk"];

function isInstalled(name: string): boolean {
  const { stdout } = spawnSync("dpkg-query", ["-W", "-f=${db:Status-Status}", name], { encoding: "utf8" });
  return stdout === "installed";
}

/** @throws Error that names the packages which are missing and cannot be installed */
export function ensurePackages(names: readonly string[]): void {
  const missing = names.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  const list = missing.join(" ");
  if (process.getuid?.() !== 0)
    throw new Error(`These Debian packages are missing: ${list}. As root: apt-get install ${list}`);
  console.log(`Installing Debian packages: ${list}`);
  const apt = (...words: string[]) =>
    spawnSync("apt-get", ["-y", "-q", ...words], {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    }).status === 0;
  if (!apt("update") || !apt("install", "--no-install-recommends", ...missing))
    throw new Error(`apt-get could not install: ${list}`);
}
