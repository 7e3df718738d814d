import { Button, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { MadeWebhook } from "../api/watching.ts";
import { FormDialog } from "../form/form-dialog.tsx";
import { useSaving } from "../form/use-saving.ts";
import { useSubmitted } from "../form/use-submitted.ts";
import { CopiedText } from "../ui/copied-text.tsx";
import { Dialog } from "../ui/dialog.tsx";
import ui from "../ui/ui.module.css";
import { sentence } from "../words/sentence.ts";
import { useWords } from "../words/use-words.ts";
import { saveWatching } from "./save-watching.ts";

type Props = Readonly<{ company: string; onClose: () => void }>;

export function NewWebhook({ company, onClose }: Props) {
  const say = useWords();
  const [url, setUrl] = useState("");
  const [made, setMade] = useState<MadeWebhook | null>(null);
  const [isSubmitted, markSubmitted] = useSubmitted();
  const { busy, errors, save } = useSaving();
  const isMissing = url.trim() === "";

  async function submit(): Promise<void> {
    markSubmitted();
    if (isMissing) return;
    let at = 0;
    await save(
      () => `/webhooks/${at}`,
      async () => {
        const { webhooks } = await saveWatching(company, {
          edit: ({ webhooks }) => {
            at = webhooks.length;
            return { webhooks: [...webhooks, { url: url.trim() }] };
          },
          isUnchanged: () => true,
        });
        setMade(webhooks.find(({ secret }) => secret !== undefined) ?? null);
      },
      null,
    );
  }

  if (made) return <Made made={made} onClose={onClose} />;
  return (
    <FormDialog
      title={say("watching.add")}
      action={say("frame.add")}
      loss={isMissing ? null : say("watching.loss")}
      onClose={onClose}
      onSubmit={submit}
      busy={busy}
      failure={errors.rest}
    >
      <TextInput
        type="url"
        label={say("watching.url")}
        description={say("watching.urlHint")}
        placeholder="https://example.com/callas"
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
        error={isSubmitted && isMissing ? sentence(say("field.url")) : errors.fields.get("/url")}
        data-autofocus
        required
      />
    </FormDialog>
  );
}

function Made({ made, onClose }: Readonly<{ made: MadeWebhook; onClose: () => void }>) {
  const say = useWords();
  return (
    <Dialog title={say("watching.madeTitle")} onClose={onClose}>
      <Stack>
        <Text>{say("watching.madeText")}</Text>
        <CopiedText label={say("watching.secret")} text={made.secret ?? ""} rows={2} />
        <div className={ui.dialogFoot}>
          <Button onClick={onClose}>{say("access.done")}</Button>
        </div>
      </Stack>
    </Dialog>
  );
}
