import { Alert, Button, PasswordInput, Stack } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { RequestFailed, failureWords } from "../api/request-failed.ts";
import { useWords, type Say } from "../words/use-words.ts";
import { signIn } from "./session.ts";
import "@mantine/core/styles/PasswordInput.css";

/** The form in which people identify themselves, today by a key. */
export function SignInForm() {
  const say = useWords();
  const [key, setKey] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (key.trim() === "") return setError(say("signIn.empty"));
    setBusy(true);
    setError(null);
    try {
      await signIn(key.trim());
    } catch (error) {
      setError(textOf(error, say));
      setBusy(false);
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack>
        <PasswordInput
          label={say("signIn.key")}
          description={say("signIn.keyHint")}
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
          autoComplete="current-password"
          autoFocus
          data-autofocus
          error={error !== null}
        />
        <div role="alert">
          {error !== null && (
            <Alert color="red" variant="light" role="presentation">
              {error}
            </Alert>
          )}
        </div>
        <Button type="submit" loading={busy}>
          {say("signIn.submit")}
        </Button>
      </Stack>
    </form>
  );
}

function textOf(error: unknown, say: Say): string {
  if (error instanceof RequestFailed && error.status === 401) return say("signIn.wrong");
  if (error instanceof RequestFailed && error.status === 403) return say("signIn.role");
  const { key, values } = failureWords(error);
  return say(key, values);
}
