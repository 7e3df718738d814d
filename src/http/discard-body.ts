import type { IncomingMessage } from "node:http";

const MOST_BYTES = 1024 * 1024;
const MOST_MS = 1000;

/**
 * Reads and discards the rest of a refused request, so that a sender that is still writing gets to read the answer.
 * Reads at most 1 MiB and for at most a second.
 * @returns whether all of it arrived; otherwise the connection cannot be used any further
 */
export function discardBody(request: IncomingMessage): Promise<boolean> {
  if (request.complete || request.destroyed) return Promise.resolve(request.complete);
  return new Promise((resolve) => {
    let left = MOST_BYTES;
    const end = () => {
      clearTimeout(timer);
      request.off("data", read).off("end", end).off("close", end).pause();
      resolve(request.complete);
    };
    const read = (chunk: Buffer) => {
      left -= chunk.length;
      if (left < 0) end();
    };
    const timer = setTimeout(end, MOST_MS);
    request.on("data", read).on("end", end).on("close", end).resume();
  });
}
