import { Text } from "@mantine/core";
import type { Webhook } from "../api/watching.ts";
import { useSaving } from "../form/use-saving.ts";
import { Confirm } from "../ui/confirm.tsx";
import { useWords } from "../words/use-words.ts";
import { saveWatching } from "./save-watching.ts";

type Props = Readonly<{ company: string; removed: Webhook; onClose: () => void }>;

export function RemoveWebhook({ company, removed, onClose }: Props) {
  const say = useWords();
  const { busy, errors, save } = useSaving();
  async function confirm(): Promise<void> {
    const done = await save(
      null,
      () =>
        saveWatching(company, {
          edit: ({ webhooks }) => ({ webhooks: webhooks.filter(({ id }) => id !== removed.id) }),
          // If somebody else has removed it already, it is gone all the same.
          isUnchanged: () => true,
        }),
      "common.removed",
    );
    if (done) onClose();
  }
  return (
    <Confirm
      title={say("watching.removeTitle")}
      action={say("watching.remove")}
      busy={busy}
      failure={errors.rest}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <Text fw={600} style={{ overflowWrap: "anywhere" }}>
        {removed.url}
      </Text>
      <Text>{say("watching.removeText")}</Text>
    </Confirm>
  );
}
