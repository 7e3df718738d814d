import { setImmediate } from "node:timers/promises";

/** How long long work may keep a thread from whatever else waits there. */
const TURN_MS = 4;

/** Returns a function that lets other work go first whenever the current turn has lasted long enough. */
export function turns(): () => Promise<void> | undefined {
  let began = performance.now();
  const rest = async () => {
    await setImmediate();
    began = performance.now();
  };
  return () => (performance.now() - began < TURN_MS ? undefined : rest());
}
