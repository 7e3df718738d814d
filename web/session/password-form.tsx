import { Anchor, Button, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useWords } from "../words/use-words.ts";
import { CodeField } from "./code-field.tsx";
import { FailureAlert } from "./failure-alert.tsx";
import { signIn } from "./session.ts";
import { useCode } from "./use-code.ts";
import { useTrying } from "./use-trying.ts";
import "@mantine/core/styles/PasswordInput.css";

/** @param props.onEmail is called when an e-mail address has been typed in */
export function PasswordForm({ onEmail }: Readonly<{ onEmail: (email: string) => void }>) {
  const say = useWords();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const { busy, failure, setFailure, attempt } = useTrying();
  const { code, setCode, attemptWithCode } = useCode({ attempt, setFailure });

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (email.trim() === "" || password === "") return setFailure(say("signIn.emptyPassword"));
    attemptWithCode((given) => signIn({ email: email.trim(), password, ...given }));
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {code === null ? (
          <>
            <TextInput
              type="email"
              label={say("signIn.email")}
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
              onBlur={() => onEmail(email.trim())}
              autoComplete="username"
              autoCapitalize="none"
              autoFocus
              data-autofocus
              error={failure !== null}
            />
            <PasswordInput
              label={say("signIn.password")}
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              autoComplete="current-password"
              error={failure !== null}
              aria-invalid={failure !== null}
            />
          </>
        ) : (
          <>
            <Text size="sm">
              {email}{" "}
              <Anchor
                component="button"
                type="button"
                size="sm"
                onClick={() => {
                  setCode(null);
                  setFailure(null);
                }}
              >
                {say("signIn.otherPerson")}
              </Anchor>
            </Text>
            <CodeField value={code} onChange={setCode} isWrong={failure !== null} />
          </>
        )}
        <FailureAlert text={failure} />
        <Button type="submit" loading={busy}>
          {say("signIn.submit")}
        </Button>
      </Stack>
    </form>
  );
}
