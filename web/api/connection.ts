/** Whether the service answers. Once a request was left without an answer, the page asks until there is one again. */
import { useSyncExternalStore } from "react";

/** The pauses between questions double from the first to the last. */
const FIRST_PAUSE_MS = 1000;
const LAST_PAUSE_MS = 30_000;
/** A service that is gone again sooner than this is asked no more often than before. */
const STEADY_MS = 60_000;

/** Any answer will do, also that nobody is signed in. */
const QUESTION = "/api/v1/session";

let isGone = false;
let pause = FIRST_PAUSE_MS;
let backAt = -Infinity;
let next: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

/** The service answers in JSON, also with 503 when its database fails; a proxy with a page of its own. */
export const isJson = ({ headers }: Response): boolean => headers.get("content-type")?.includes("json") ?? false;

/** Whether a response comes from a proxy, with nothing behind it. */
export const isFromProxyAlone = (response: Response): boolean =>
  response.status >= 502 && response.status <= 504 && !isJson(response);

/** To be called with every response; null if there was none. */
export function reportAnswer(response: Response | null): void {
  const hasAnswered = response !== null && !isFromProxyAlone(response);
  if (hasAnswered !== isGone) return;
  isGone = !hasAnswered;
  if (isGone) {
    if (performance.now() - backAt > STEADY_MS) pause = FIRST_PAUSE_MS;
    askLater();
  } else {
    clearTimeout(next);
    backAt = performance.now();
  }
  for (const listener of listeners) listener();
}

function askLater(): void {
  clearTimeout(next);
  next = setTimeout(() => void askNow(), pause);
  pause = Math.min(2 * pause, LAST_PAUSE_MS);
}

/** Asks at once. */
export async function askNow(): Promise<void> {
  clearTimeout(next);
  const answer = await fetch(QUESTION, { credentials: "same-origin" }).catch(() => null);
  reportAnswer(answer);
  if (isGone) askLater();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useIsGone = (): boolean => useSyncExternalStore(subscribe, () => isGone);

/** @returns stops it */
export const whenBack = (then: () => void): (() => void) => subscribe(() => void (!isGone && then()));
