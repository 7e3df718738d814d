/** Who is signed in, as far as the page knows. */
import { useSyncExternalStore } from "react";
import { requestOnce } from "../api/send.ts";
import { Failure } from "../api/failure.ts";

type Session = Readonly<{
  /** By which this page tells people apart. */
  person: string;
  name: string;
  role: "operator" | "admin";
  /** Null: all companies. */
  companies: readonly string[] | null;
}>;

export type SessionState = Readonly<{
  status: "asking" | "out" | "in" | "unreachable";
  session: Session | null;
  /** It was over while somebody worked: he signs in over the page. */
  over: boolean;
}>;

let state: SessionState = { status: "asking", session: null, over: false };
const listeners = new Set<() => void>();
let renewal: PromiseWithResolvers<void> | null = null;

function become(next: SessionState): void {
  state = next;
  for (const listener of listeners) listener();
}

export function useSession(): SessionState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}

/** Asks the service who is signed in: at the start of the page. */
export async function askSession(): Promise<void> {
  try {
    const { body } = await requestOnce<Session>("GET", "session");
    become({ status: "in", session: body, over: false });
  } catch (error) {
    const out = error instanceof Failure && error.status === 401;
    become({ status: out ? "out" : "unreachable", session: null, over: false });
  }
}

/** @throws Failure 401, 403 or 429 */
export async function signIn(key: string): Promise<void> {
  const { body } = await requestOnce<Session>("POST", "session", { body: { key } });
  become({ status: "in", session: body, over: false });
  renewal?.resolve();
  renewal = null;
}

export async function signOut(): Promise<void> {
  await requestOnce("DELETE", "session");
  become({ status: "out", session: null, over: false });
}

/** Opens the sign-in over the page; fulfilled once somebody has signed in. */
export function renewSession(): Promise<void> {
  renewal ??= Promise.withResolvers<void>();
  become({ ...state, over: true });
  return renewal.promise;
}
