import { Button, Checkbox, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent } from "react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { watchingQuery, type Watching } from "../api/watching.ts";
import type { Read } from "../api/documents.ts";
import { FieldConflict } from "../form/field-conflict.tsx";
import { SavedInBetween } from "../form/save-over.ts";
import { useFields } from "../form/use-fields.ts";
import { useSaving } from "../form/use-saving.ts";
import { useSubmitted } from "../form/use-submitted.ts";
import { FailureNote } from "../ui/failure-note.tsx";
import { LeaveGuard } from "../ui/leave-guard.tsx";
import { Note } from "../ui/note.tsx";
import { Part } from "../ui/part.tsx";
import { useLanguage, useWords } from "../words/use-words.ts";
import { percentText, shareOf } from "./percent.ts";
import { saveWatching } from "./save-watching.ts";

/** Mail to the admins, and how many employees are many. */
export function WhoIsTold({ company }: Readonly<{ company: string }>) {
  const say = useWords();
  const language = useLanguage();
  const { data } = useSuspenseQuery(watchingQuery(company));
  const { mailServer } = data.body;
  const fieldsOf = ({ body: { mail, share }, etag }: Read<Watching>) => ({
    body: { mail, percent: percentText(share, language) },
    etag,
  });
  const form = useFields(fieldsOf(data));
  const [isSubmitted, markSubmitted] = useSubmitted();
  const { busy, errors, save } = useSaving();
  const { base, fields, conflict } = form;
  const asked = shareOf(fields.percent);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    markSubmitted();
    if (asked === null) return;
    await save("", async () => {
      try {
        await saveWatching(company, {
          edit: () => ({ mail: fields.mail, share: asked }),
          isUnchanged: ({ mail, share }) =>
            mail === base.body.mail && percentText(share, language) === base.body.percent,
        });
        form.onSaved();
        return true;
      } catch (error) {
        if (!(error instanceof SavedInBetween)) throw error;
        const { newer, problem } = error as SavedInBetween<Watching>;
        form.onConflict(new SavedInBetween(fieldsOf(newer), problem));
        return false;
      }
    });
  }

  return (
    <Part title={say("watching.admins")}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="sm">
          {conflict && (
            <FieldConflict
              conflict={conflict}
              fieldText={(field) => say(`watching.${field}`)}
              valueTexts={{
                mail: (mail) => say(mail ? "common.yes" : "common.no"),
                percent: (percent) => percent,
              }}
            />
          )}
          {errors.rest !== null && <FailureNote error={errors.rest} />}
          <Checkbox
            label={say("watching.mail")}
            description={say("watching.mailHint")}
            checked={fields.mail}
            onChange={(event) => form.set({ mail: event.currentTarget.checked })}
          />
          {!mailServer && (
            <Note tone="warning" title={say("watching.noMailServer")}>
              <Text size="sm">{say("watching.noMailServerText")}</Text>
            </Note>
          )}
          <TextInput
            label={say("watching.percent")}
            description={say("watching.shareHint")}
            inputMode="decimal"
            value={fields.percent}
            onChange={(event) => form.set({ percent: event.currentTarget.value })}
            error={isSubmitted && asked === null ? say("watching.shareWrong") : errors.fields.get("/share")}
            maw={320}
          />
          <LeaveGuard text={form.isChanged ? say("watching.leaveText") : null} />
          <Button type="submit" loading={busy} style={{ alignSelf: "start" }}>
            {say("frame.save")}
          </Button>
        </Stack>
      </form>
    </Part>
  );
}
