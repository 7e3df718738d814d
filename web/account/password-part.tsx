import { Button, Group, Stack, Text } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { factorsQuery, sessionsQuery } from "../api/account.ts";
import { queryClient } from "../api/query-client.ts";
import { RequestFailed } from "../api/request-failed.ts";
import { request } from "../api/request.ts";
import { useSaving } from "../form/use-saving.ts";
import { useSubmitted } from "../form/use-submitted.ts";
import { refreshSession } from "../session/session.ts";
import { FailureNote } from "../ui/failure-note.tsx";
import { Part } from "../ui/part.tsx";
import { useWords } from "../words/use-words.ts";
import { PasswordField, useNewPasswordFault } from "./password-field.tsx";

export function PasswordPart({ hasPassword }: Readonly<{ hasPassword: boolean }>) {
  const say = useWords();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const passwordFault = useNewPasswordFault();
  const [isDone, setDone] = useState(false);
  const [isSubmitted, markSubmitted, forgetSubmitted] = useSubmitted();
  const { busy, errors, save } = useSaving();

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    markSubmitted();
    setDone(false);
    if (passwordFault(password) !== undefined || (hasPassword && current === "")) return;
    const body = { password, ...(hasPassword && { current }) };
    if (!(await save("", () => request("PUT", "me/password", { body })))) return;
    setCurrent("");
    setPassword("");
    forgetSubmitted();
    setDone(true);
    await refreshSession();
    await queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });
    await queryClient.invalidateQueries({ queryKey: factorsQuery.queryKey });
  }

  const isWrong = errors.rest instanceof RequestFailed && errors.rest.problem.code === "credentials_wrong";
  const currentError = isWrong
    ? say("account.currentWrong")
    : isSubmitted && current === ""
      ? say("proof.empty")
      : errors.fields.get("/current");
  return (
    <Part title={say("signIn.password")}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="sm">
          {hasPassword && (
            <PasswordField
              label={say("account.currentPassword")}
              value={current}
              onChange={setCurrent}
              error={currentError}
            />
          )}
          <PasswordField
            isNew
            label={say("account.newPassword")}
            value={password}
            onChange={setPassword}
            error={(isSubmitted ? passwordFault(password) : undefined) ?? errors.fields.get("/password")}
          />
          {errors.rest !== null && !isWrong && <FailureNote error={errors.rest} />}
          <Group>
            <Button type="submit" variant="default" loading={busy}>
              {say(hasPassword ? "account.changePassword" : "account.setPassword")}
            </Button>
            <Text size="sm" role="status">
              {isDone && say("account.passwordChanged")}
            </Text>
          </Group>
        </Stack>
      </form>
    </Part>
  );
}
