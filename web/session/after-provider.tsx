import { Button, Stack } from "@mantine/core";
import { useState, type FormEvent } from "react";
import type { SessionAnswer } from "../../src/contract/answers.ts";
import { requestOnce } from "../api/send.ts";
import type { WordKey } from "../words/load.ts";
import { useWords } from "../words/use-words.ts";
import { CodeField } from "./code-field.tsx";
import { FailureAlert } from "./failure-alert.tsx";
import { enter } from "./session.ts";
import { useTrying } from "./use-trying.ts";

/** Why somebody who comes back from an identity provider is not signed in; null: nobody does. */
const outcome = new URLSearchParams(location.search).get("signIn");

/** Whether the provider knew the person, whose second factor is asked for here. */
export const isCodeMissing = outcome === "second_factor_required";

const WORDS: Readonly<Record<string, WordKey>> = {
  not_invited: "signIn.notInvited",
  sign_in_expired: "signIn.expired",
  passkey_required: "signIn.passkeyRequired",
  link_used: "failure.link",
  too_many_requests: "signIn.tooMany",
};

export function ProviderOutcome() {
  const say = useWords();
  const text = outcome === null || isCodeMissing ? null : say(WORDS[outcome] ?? "signIn.providerFailed");
  return <FailureAlert text={text} />;
}

/** Asks for the code after the provider. */
export function ProviderCode() {
  const say = useWords();
  const [code, setCode] = useState("");
  const { busy, failure, setFailure, attempt } = useTrying("failure.credentials");

  function submit(event: FormEvent): void {
    event.preventDefault();
    const body = { code: code.trim() };
    if (body.code === "") return setFailure(say("signIn.emptyCode"));
    void attempt(async () => {
      enter((await requestOnce<SessionAnswer>("POST", "session/oidc/code", { body })).body);
    });
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <CodeField value={code} onChange={setCode} isWrong={failure !== null} />
        <FailureAlert text={failure} />
        <Button type="submit" loading={busy}>
          {say("signIn.submit")}
        </Button>
      </Stack>
    </form>
  );
}
