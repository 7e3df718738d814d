import { useState } from "react";
import type { WordKey } from "../words/load.ts";
import { useWords } from "../words/use-words.ts";
import { signInFailure } from "./failure-text.ts";

/**
 * The state of an attempt to sign in: on its way, or why it failed.
 * @param wrong what is said when the credentials are not right
 */
export function useTrying(wrong: WordKey = "signIn.credentialsWrong") {
  const say = useWords();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  /** @param ifFailed whether the failure is dealt with, and is not told */
  async function attempt(
    work: () => Promise<void>,
    ifFailed: (error: unknown) => boolean = () => false,
  ): Promise<void> {
    setBusy(true);
    setFailure(null);
    try {
      await work();
    } catch (error) {
      if (!ifFailed(error)) setFailure(signInFailure(error, wrong, say));
    }
    setBusy(false);
  }

  return { busy, failure, setFailure, attempt };
}
