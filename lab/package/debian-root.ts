/** A Debian of its own in a folder, of the release and from the mirrors that this machine uses. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export type DebianRoot = Readonly<{
  folder: string;
  /** Runs a command inside as root, and returns what it prints. */
  run: (command: string, ...words: string[]) => string;
  remove: () => void;
}>;

/**
 * Takes root and mmdebstrap. It lives in memory, as package tools wait for the disk after each file.
 * @param packages what it has besides what every Debian has
 */
export function makeDebian(folder: string, packages: readonly string[]): DebianRoot {
  mkdirSync(folder, { recursive: true });
  execFileSync("mount", ["-t", "tmpfs", "-o", "mode=0755", "tmpfs", folder]);
  const proc = join(folder, "proc");
  const remove = () => execFileSync("umount", ["--recursive", folder]);
  try {
    const words = ["--quiet", "--variant=minbase", `--include=${packages.join(",")}`, release(), folder, "-"];
    execFileSync("mmdebstrap", words, { input: sources(), stdio: ["pipe", "inherit", "inherit"] });
    execFileSync("mount", ["-t", "proc", "proc", proc]);
  } catch (error) {
    remove();
    throw error;
  }
  return {
    folder,
    run: (command, ...words) => execFileSync("chroot", [folder, command, ...words], { encoding: "utf8", env: INSIDE }),
    remove,
  };
}

const INSIDE = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C.UTF-8" };

function sources(): string {
  const line = "deb $(SITE) $(RELEASE) $(COMPONENT)";
  return execFileSync("apt-get", ["indextargets", "--format", line, "Created-By: Packages", "Origin: Debian"], {
    encoding: "utf8",
  });
}

function release(): string {
  const [, codename] = /^VERSION_CODENAME=(.+)$/m.exec(readFileSync("/etc/os-release", "utf8")) ?? [];
  if (codename === undefined) throw new Error("/etc/os-release names no release of Debian.");
  return codename;
}
