import type { Workers } from "../worker/workers.ts";

/** The workers of this process, which start after whatever has to tell them of changes. Until then there are none. */
export type LaterWorkers = Omit<Workers, "listening"> & Readonly<{ begun: (workers: Workers) => void }>;

export function laterWorkers(): LaterWorkers {
  let workers: Workers | null = null;
  return {
    begun: (started) => void (workers = started),
    follow: async (path) => workers?.follow(path),
    measure: async () => (await workers?.measure()) ?? [],
    alive: () => workers?.alive() ?? 0,
    stop: async () => workers?.stop(),
  };
}
