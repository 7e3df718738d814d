import { setImmediate } from "node:timers/promises";

/** How long calls may wait for the next turn of the event loop. */
const TURN_MS = 4;

/** Answers a function that lets calls go first whenever the turn has lasted long enough. */
export function turns(): () => Promise<void> | undefined {
  let began = performance.now();
  const rest = async () => {
    await setImmediate();
    began = performance.now();
  };
  return () => (performance.now() - began < TURN_MS ? undefined : rest());
}
