import { Button, PasswordInput, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { factorsQuery } from "../api/account.ts";
import { Dialog } from "../ui/dialog.tsx";
import { useWords } from "../words/use-words.ts";
import { CodeField } from "./code-field.tsx";
import { FailureAlert } from "./failure-alert.tsx";
import { KeyForm } from "./key-form.tsx";
import { OtherWays } from "./other-ways.tsx";
import { prove, refuseToProve, useSession } from "./session.ts";
import { useCode } from "./use-code.ts";
import { useTrying } from "./use-trying.ts";
import "@mantine/core/styles/PasswordInput.css";

/** Asks for a fresh proof of who is working, over the page, which stays as it is behind it. */
export function FreshProof() {
  const say = useWords();
  const { session } = useSession();
  return (
    <Dialog title={say("proof.title")} zIndex={1000} onClose={refuseToProve}>
      <Stack>
        <Text>{say("proof.text")}</Text>
        {session?.means === "key" ? (
          <KeyForm action={say("proof.submit")} onKey={(key) => prove({ key })} />
        ) : (
          <OfPerson />
        )}
      </Stack>
    </Dialog>
  );
}

function OfPerson() {
  const { data } = useQuery(factorsQuery);
  return (
    <>
      {data?.password !== false && <PasswordProof />}
      <OtherWays email="" staysHere proves />
    </>
  );
}

function PasswordProof() {
  const say = useWords();
  const [password, setPassword] = useState("");
  const { busy, failure, setFailure, attempt } = useTrying("failure.credentials");
  const { code, setCode, attemptWithCode } = useCode({ attempt, setFailure });

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (password === "") return setFailure(say("proof.empty"));
    attemptWithCode((given) => prove({ password, ...given }));
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <PasswordInput
          label={say("signIn.password")}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
          data-autofocus
          error={failure !== null}
          aria-invalid={failure !== null}
        />
        {code !== null && <CodeField value={code} onChange={setCode} isWrong={failure !== null} />}
        <FailureAlert text={failure} />
        <Button type="submit" loading={busy}>
          {say("proof.submit")}
        </Button>
      </Stack>
    </form>
  );
}
