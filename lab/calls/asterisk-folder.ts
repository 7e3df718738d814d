/**
 * Asterisk 22 in a folder, from Debian's packages: Debian 12 and 13 have none to install. It runs from there without
 * root, beside whatever the system has.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { agree, MissingPackages } from "../debian-packages.ts";

const VERSION = 22;
/** The first that has it is taken: the coming stable release, then the one where packages arrive first. */
const SUITES = ["forky", "sid"];
const PACKAGES = ["asterisk", "asterisk-modules", "asterisk-config"];

/** Debian's names of what is needed to start a program from a folder, by Node's names of machines. */
const MACHINES: Readonly<Record<string, Readonly<{ libraries: string; loader: string }>>> = {
  x64: { libraries: "usr/lib/x86_64-linux-gnu", loader: "usr/lib64/ld-linux-x86-64.so.2" },
  arm64: { libraries: "usr/lib/aarch64-linux-gnu", loader: "usr/lib/ld-linux-aarch64.so.1" },
};

export type AsteriskFolder = Readonly<{ root: string; libraries: string; loader: string }>;

const cache = (): string => join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "callas", "asterisk");

/** @throws MissingPackages if it was not fetched yet */
export async function asteriskFolder(): Promise<AsteriskFolder> {
  const machine = MACHINES[process.arch];
  if (machine === undefined) throw new MissingPackages(`Asterisk cannot be run from a folder on ${process.arch}.`);
  const versions = (await readdir(cache()).catch(() => [])).filter((name) => name.startsWith(`${VERSION}.`)).sort();
  const newest = versions.at(-1);
  if (newest === undefined)
    throw new MissingPackages(`Asterisk is missing in ${cache()}: npm test -- calls fetches it.`);
  const root = join(cache(), newest);
  return { root, libraries: join(root, machine.libraries), loader: join(root, machine.loader) };
}

/**
 * Fetches it into the user's cache, in a folder named by its version: without asking in CI, otherwise only if someone
 * at the terminal agrees.
 * @throws MissingPackages
 */
export async function ensureAsterisk(): Promise<void> {
  const isThere = await asteriskFolder().then(
    ({ loader }) => existsSync(loader),
    () => false,
  );
  if (isThere) return;
  const advice = `Asterisk ${VERSION} is missing. It is fetched from Debian into a folder of its own, about 80 MB:\n  ${cache()}`;
  if (process.env["CI"] !== "true" && !(await agree(advice, "Fetch it now?"))) throw new MissingPackages(advice);
  await mkdir(cache(), { recursive: true });
  const work = await mkdtemp(join(cache(), "fetch-"));
  try {
    for (const suite of SUITES) if (await fetchFrom(suite, work)) return;
    throw new MissingPackages(`It could not be fetched. ${advice}`);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** With lists and a state of its own, so that apt neither needs root nor knows what the system has installed. */
async function fetchFrom(suite: string, work: string): Promise<boolean> {
  for (const folder of ["lists/partial", "state", "archives/partial", "root"])
    await mkdir(join(work, folder), { recursive: true });
  const sources = join(work, "sources.list");
  await writeFile(join(work, "state/status"), "");
  await writeFile(sources, `deb [signed-by=${KEYRING}] ${mirror()} ${suite} main\n`);
  const settings = [
    `Dir::Etc::sourcelist=${sources}`,
    "Dir::Etc::sourceparts=/dev/null",
    `Dir::State=${work}/state`,
    `Dir::State::lists=${work}/lists`,
    `Dir::State::status=${work}/state/status`,
    `Dir::Cache=${work}`,
    `Dir::Cache::archives=${work}/archives`,
    "APT::Install-Recommends=false",
    "APT::Sandbox::User=root",
    "Acquire::Languages=none",
    "Acquire::Retries=3",
  ].flatMap((setting) => ["-o", setting]);
  const apt = (...words: readonly string[]) => run("apt-get", ...settings, "-q", "-y", ...words);
  if (!apt("update") || !apt("--download-only", "install", ...PACKAGES)) return false;
  const archives = (await readdir(join(work, "archives"))).filter((name) => name.endsWith(".deb"));
  const version = archives.map((name) => /^asterisk_(?:\d+%3a)?([^_]+)_/.exec(name)?.[1]).find(Boolean);
  if (version === undefined || !version.startsWith(`${VERSION}.`)) return false;
  const root = join(work, "root");
  if (!archives.every((name) => run("dpkg-deb", "-x", join(work, "archives", name), root))) return false;
  await rename(root, join(cache(), version));
  return true;
}

const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

/**
 * The system's own mirror of Debian.
 * @throws MissingPackages if apt knows none
 */
function mirror(): string {
  const { stdout } = spawnSync("apt-get", ["indextargets", "--format", "$(REPO_URI)"], { encoding: "utf8" });
  const own = (stdout ?? "").split("\n").find((uri) => /\/debian\/?$/.test(uri));
  if (own === undefined) throw new MissingPackages("apt knows no mirror of Debian from which Asterisk can be fetched.");
  return own;
}

function run(command: string, ...words: readonly string[]): boolean {
  return spawnSync(command, words, { stdio: ["ignore", "ignore", "inherit"] }).status === 0;
}
