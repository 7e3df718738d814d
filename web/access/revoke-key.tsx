import { Text } from "@mantine/core";
import { keysQuery, type ListedKey } from "../api/keys.ts";
import { queryClient } from "../api/query-client.ts";
import { request } from "../api/request.ts";
import { useSaving } from "../form/use-saving.ts";
import { Confirm } from "../ui/confirm.tsx";
import { useWords } from "../words/use-words.ts";

/** Asks before a key is revoked: whatever asks with it stops. */
export function RevokeKey({ revoked, onClose }: Readonly<{ revoked: ListedKey; onClose: () => void }>) {
  const say = useWords();
  const { busy, errors, save } = useSaving();
  async function confirm(): Promise<void> {
    const done = await save(null, () => request("DELETE", `keys/${encodeURIComponent(revoked.id)}`), "common.removed");
    await queryClient.invalidateQueries({ queryKey: keysQuery.queryKey });
    if (done) onClose();
  }
  return (
    <Confirm
      title={say("keys.revokeTitle", { name: revoked.name })}
      action={say("keys.revoke")}
      busy={busy}
      failure={errors.rest}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <Text>{say("keys.revokeText")}</Text>
    </Confirm>
  );
}
