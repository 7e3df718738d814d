import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { request } from "../api/request.ts";
import { useSaving } from "../form/use-saving.ts";
import { useSubmitted } from "../form/use-submitted.ts";
import { refreshSession } from "../session/session.ts";
import { FailureNote } from "../ui/failure-note.tsx";
import { Part } from "../ui/part.tsx";
import { sentence } from "../words/sentence.ts";
import { useWords } from "../words/use-words.ts";

/** One's own name. */
export function NamePart({ name: stored }: Readonly<{ name: string }>) {
  const say = useWords();
  const [edited, setEdited] = useState<string | null>(null);
  const [isDone, setDone] = useState(false);
  const [isSubmitted, markSubmitted] = useSubmitted();
  const { busy, errors, save } = useSaving();
  const name = edited ?? stored;
  const isMissing = name.trim() === "";

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    markSubmitted();
    if (isMissing) return;
    if (!(await save("", () => request("PATCH", "me/account", { body: { name: name.trim() } })))) return;
    await refreshSession();
    setEdited(null);
    setDone(true);
  }

  return (
    <Part title={say("account.name")}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="sm">
          <TextInput
            label={say("directory.name")}
            description={say("account.nameHint")}
            value={name}
            onChange={(event) => {
              setDone(false);
              setEdited(event.currentTarget.value);
            }}
            autoComplete="name"
            error={isSubmitted && isMissing ? sentence(say("field.name")) : errors.fields.get("/name")}
            required
          />
          {errors.rest !== null && <FailureNote error={errors.rest} />}
          <Group>
            <Button type="submit" variant="default" loading={busy} disabled={name.trim() === stored}>
              {say("account.nameSave")}
            </Button>
            <Text size="sm" role="status">
              {isDone && say("account.nameChanged")}
            </Text>
          </Group>
        </Stack>
      </form>
    </Part>
  );
}
