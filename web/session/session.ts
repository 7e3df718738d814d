/** The session, as far as the page knows it. */
import { reportAnswer } from "../api/connection.ts";
import { useSyncExternalStore } from "react";
import { queryClient } from "../api/query-client.ts";
import { requestOnce } from "../api/send.ts";
import { RequestFailed } from "../api/request-failed.ts";
import { forgetKept } from "./kept-in-browser.ts";
import type { SessionAnswer } from "../../src/contract/answers.ts";
import { homeOf, type Home } from "./permissions.ts";

export type SessionState = Readonly<{
  status: "asking" | "out" | "in" | "unreachable";
  session: SessionAnswer | null;
  /** The session ended while somebody worked; the sign-in dialog opens over the page. */
  over: boolean;
  /** The service wants a fresh proof of who works here; a dialog over the page asks for it. */
  proving: boolean;
}>;

const OUT = { session: null, over: false, proving: false } as const;

let state: SessionState = { ...OUT, status: "asking" };
const listeners = new Set<() => void>();
let renewal: PromiseWithResolvers<void> | null = null;
let proof: PromiseWithResolvers<void> | null = null;

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

/** Whether whoever is signed in may do nothing but set up a second factor. */
export const mustEnrol = (): boolean => state.session?.mustEnrol ?? false;

/** Where whoever is signed in begins. */
export const homeAddress = (): Home => homeOf(state.session?.permissions ?? []);

/**
 * Goes on with a session that somebody has just opened or renewed, and with what waited for it. What others left in
 * this browser is forgotten.
 */
export function enter(session: SessionAnswer): void {
  forgetKept(session.who.id);
  setSession({ status: "in", session, over: false, proving: false });
  renewal?.resolve();
  proof?.resolve();
  renewal = proof = null;
}

/** Asks the service for the session, at the start of the page. If it has ended, what was kept in it is forgotten. */
export async function askSession(): Promise<void> {
  try {
    enter((await requestOnce<SessionAnswer>("GET", "session")).body);
  } catch (error) {
    const out = error instanceof RequestFailed && error.status === 401;
    if (out) forgetKept(null);
    // No other answer is of use here: the page asks until one is.
    else reportAnswer(null);
    setSession({ ...OUT, status: out ? "out" : "unreachable" });
  }
}

/**
 * Reads the session again: its rights have changed, or somebody may have signed in meanwhile in another tab, whose
 * cookie is the same. Without an answer everything stays as it is: the next request tells.
 */
export async function refreshSession(): Promise<void> {
  try {
    const session = (await requestOnce<SessionAnswer>("GET", "session")).body;
    const isProven = session.authenticatedAt !== state.session?.authenticatedAt;
    if (!state.proving || isProven) enter(session);
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
  }
}

export type SignIn = Readonly<{ key: string } | { email: string; password: string; code?: string }>;

/** @throws RequestFailed 401, 403 or 429 */
export async function signIn(how: SignIn): Promise<void> {
  enter((await requestOnce<SessionAnswer>("POST", "session", { body: how })).body);
}

/**
 * Forgets what is kept in this browser, also if the service cannot be reached, and everything that was read, before the
 * form to sign in asks what it needs itself.
 */
export async function signOut(): Promise<void> {
  forgetKept(null);
  await requestOnce("DELETE", "session");
  queryClient.clear();
  setSession({ ...OUT, status: "out" });
}

/** Opens the sign-in dialog over the page; resolves once somebody has signed in. */
export function renewSession(): Promise<void> {
  renewal ??= Promise.withResolvers<void>();
  setSession({ ...state, over: true });
  return renewal.promise;
}

/** Opens the dialog that asks for a fresh proof; rejects if it is closed without one. */
export function proveAnew(): Promise<void> {
  proof ??= Promise.withResolvers<void>();
  setSession({ ...state, proving: true });
  return proof.promise;
}

export function refuseToProve(): void {
  proof?.reject(new Error("closed without a proof"));
  proof = null;
  setSession({ ...state, proving: false });
}

export type Proof = Readonly<{ key: string } | { password: string; code?: string }>;

/** @throws RequestFailed 401 or 429 */
export async function prove(how: Proof): Promise<void> {
  enter((await requestOnce<SessionAnswer>("POST", "session/proof", { body: how })).body);
}
