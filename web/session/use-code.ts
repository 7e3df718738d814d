import { useState } from "react";
import { useWords } from "../words/use-words.ts";
import { asksForCode } from "./failure-text.ts";
import type { useTrying } from "./use-trying.ts";

/** The code of a second factor, for which the service asks after the password. */
export function useCode({ attempt, setFailure }: Pick<ReturnType<typeof useTrying>, "attempt" | "setFailure">) {
  const say = useWords();
  /** Null until the service asks for it. */
  const [code, setCode] = useState<string | null>(null);

  /** @param work is given the code, once there is one */
  function attemptWithCode(work: (given: Readonly<{ code?: string }>) => Promise<void>): void {
    if (code?.trim() === "") return setFailure(say("signIn.emptyCode"));
    void attempt(
      () => work(code === null ? {} : { code: code.trim() }),
      (error) => {
        if (!asksForCode(error)) return false;
        setCode("");
        return true;
      },
    );
  }

  return { code, setCode, attemptWithCode };
}
