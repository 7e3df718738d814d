/** The session, as far as the page knows it. */
import { useSyncExternalStore } from "react";
import { requestOnce } from "../api/send.ts";
import { RequestFailed } from "../api/request-failed.ts";
import type { SessionAnswer } from "../../src/contract/answers.ts";

type Session = Readonly<Pick<SessionAnswer, "person" | "name" | "permissions">>;

export type SessionState = Readonly<{
  status: "asking" | "out" | "in" | "unreachable";
  session: Session | null;
  /** The session ended while somebody worked; the sign-in dialog opens over the page. */
  over: boolean;
}>;

let state: SessionState = { status: "asking", session: null, over: false };
const listeners = new Set<() => void>();
let renewal: PromiseWithResolvers<void> | null = null;

function setSession(next: SessionState): void {
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

async function read(method: "GET" | "POST", body?: object): Promise<Session> {
  return (await requestOnce<SessionAnswer>(method, "session", { body })).body;
}

/** Asks the service for the session, at the start of the page. */
export async function askSession(): Promise<void> {
  try {
    setSession({ status: "in", session: await read("GET"), over: false });
  } catch (error) {
    const out = error instanceof RequestFailed && error.status === 401;
    setSession({ status: out ? "out" : "unreachable", session: null, over: false });
  }
}

/** @throws RequestFailed 401, 403 or 429 */
export async function signIn(key: string): Promise<void> {
  setSession({ status: "in", session: await read("POST", { key }), over: false });
  renewal?.resolve();
  renewal = null;
}

export async function signOut(): Promise<void> {
  await requestOnce("DELETE", "session");
  setSession({ status: "out", session: null, over: false });
}

/** Opens the sign-in dialog over the page; resolves once somebody has signed in. */
export function renewSession(): Promise<void> {
  renewal ??= Promise.withResolvers<void>();
  setSession({ ...state, over: true });
  return renewal.promise;
}
