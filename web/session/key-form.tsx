import { Button, PasswordInput, Stack } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useWords } from "../words/use-words.ts";
import { FailureAlert } from "./failure-alert.tsx";
import { useTrying } from "./use-trying.ts";
import "@mantine/core/styles/PasswordInput.css";

type Props = Readonly<{ action: string; onKey: (key: string) => Promise<void> }>;

/** Asks for an access key. */
export function KeyForm({ action, onKey }: Props) {
  const say = useWords();
  const [key, setKey] = useState("");
  const { busy, failure, setFailure, attempt } = useTrying("signIn.wrong");

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (key.trim() === "") return setFailure(say("signIn.empty"));
    void attempt(() => onKey(key.trim()));
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <PasswordInput
          label={say("signIn.key")}
          description={say("signIn.keyHint")}
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
          autoComplete="current-password"
          autoFocus
          data-autofocus
          error={failure !== null}
          aria-invalid={failure !== null}
        />
        <FailureAlert text={failure} />
        <Button type="submit" loading={busy}>
          {action}
        </Button>
      </Stack>
    </form>
  );
}
