/** The Debian packages that some tests, demos and benchmarks need. */
import { spawnSync } from "node:child_process";
import { createInterface } from "node:readline/promises";
import { EXIT, Failure } from "../src/cli/failure.ts";

/** For calls through a real Kamailio. */
export const CALL_PACKAGES = [
  "kamailio",
  "kamailio-extra-modules",
  "kamailio-secsipid-modules",
  "kamailio-sqlite-modules",
  "kamailio-tls-modules",
  "sip-tester",
  "baresip",
  "tcpdump",
];

/** For the page in a real browser. The fonts make Cyrillic and symbols look as users see them. */
export const BROWSER_PACKAGES = ["chromium", "fonts-noto-core"];

/** For a Debian of its own, in which the package is installed, and to check what operators copy. */
export const PACKAGE_PACKAGES = [
  "mmdebstrap",
  "kamailio",
  "kamailio-extra-modules",
  "prometheus",
  "nginx-light",
  "caddy",
];

/** For the store on PostgreSQL, whose tests start servers of their own, and for clocks that are set back. */
export const STORE_PACKAGES = ["postgresql", "pgbouncer", "faketime"];

/** In addition, for `npm run bench`. */
export const BENCH_PACKAGES = ["wrk"];

export class MissingPackages extends Failure {
  /** @param advice what to install, and how */
  constructor(advice: string) {
    super(EXIT.usage, advice);
  }
}

/**
 * Installs missing packages: without asking as root in CI, otherwise only if someone at the terminal agrees.
 * @throws MissingPackages
 */
export async function ensurePackages(names: readonly string[]): Promise<void> {
  const missing = names.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  const asRoot = process.getuid?.() === 0 ? [] : ["sudo"];
  const install = [...asRoot, "apt-get", "install", "--no-install-recommends", ...missing];
  const advice = `These Debian packages are missing:\n  ${install.join(" ")}`;
  const isAgreed = process.env["CI"] === "true" ? asRoot.length === 0 : await agree(advice);
  if (!isAgreed) throw new MissingPackages(advice);
  if (!run([...asRoot, "apt-get", "-q", "update"]) || !run([...install, "-y", "-q"]))
    throw new MissingPackages(`They could not be installed. ${advice}`);
}

function isInstalled(name: string): boolean {
  const { stdout } = spawnSync("dpkg-query", ["-W", "-f=${db:Status-Status}", name], { encoding: "utf8" });
  return stdout === "installed";
}

/** Asks at the terminal; false where there is none, or no apt. */
export async function agree(advice: string, question = "Install them now?"): Promise<boolean> {
  const isDebian = spawnSync("apt-get", ["--version"]).status === 0;
  if (!isDebian || !process.stdin.isTTY || !process.stdout.isTTY) return false;
  using terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`${advice}\n${question} [y/N] `);
  return /^y(es)?$/i.test(answer.trim());
}

function run([command, ...words]: readonly string[]): boolean {
  const { status } = spawnSync(command!, words, {
    stdio: ["inherit", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  return status === 0;
}
