/** The shell, as a person or a script runs it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";

export type Ran = Readonly<{ code: number; stdout: string; stderr: string }>;

const root = join(import.meta.dirname, "../..");

/** @param environment nothing else of the environment is seen but PATH */
export async function runCallas(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  input = "",
): Promise<Ran> {
  const child = spawn(process.execPath, [join(root, "bin/callas.js"), ...words], {
    cwd: environment["CALLAS_DATA_DIR"] ?? root,
    env: { PATH: process.env["PATH"], ...environment },
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.end(input);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close") as Promise<[number]>,
  ]);
  return { code, stdout, stderr };
}
