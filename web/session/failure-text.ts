import { RequestFailed, failureWords } from "../api/request-failed.ts";
import type { WordKey } from "../words/load.ts";
import type { Say } from "../words/use-words.ts";

/**
 * Why nobody is signed in, or why it is not proved who they are.
 * @param wrong what is said when the credentials are not right
 */
export function signInFailure(error: unknown, wrong: WordKey, say: Say): string {
  if (!(error instanceof RequestFailed)) return say("signIn.passkeyFailed");
  if (error.problem.code === "credentials_wrong") return say(wrong);
  if (error.status === 401) return say("signIn.wrong");
  if (error.status === 403) return say("signIn.role");
  const { key, values } = failureWords(error);
  return say(key, values);
}

export const asksForCode = (error: unknown): boolean =>
  error instanceof RequestFailed && error.problem.code === "second_factor_required";
