import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

/** Sends the signal and waits for the process's end; one that has ended already, of whatever, is left alone. */
export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (hasEnded(child)) return;
  const gone = once(child, "exit");
  child.kill(signal);
  await gone;
}

export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
