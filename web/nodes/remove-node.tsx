import { Text } from "@mantine/core";
import { nodesQuery } from "../api/nodes.ts";
import { queryClient } from "../api/query-client.ts";
import { request } from "../api/request.ts";
import { useSaving } from "../form/use-saving.ts";
import { Confirm } from "../ui/confirm.tsx";
import { useWords } from "../words/use-words.ts";

/** Asks before a node is taken off the list: nothing waits for it any more, though it may still decide calls. */
export function RemoveNode({ name, onClose }: Readonly<{ name: string; onClose: () => void }>) {
  const say = useWords();
  const { busy, errors, save } = useSaving();

  async function remove(): Promise<void> {
    const done = await save(null, () => request("DELETE", `nodes/${encodeURIComponent(name)}`), "common.removed");
    // When it is refused, too: somebody else may have removed it.
    await queryClient.invalidateQueries({ queryKey: nodesQuery.queryKey });
    if (done) onClose();
  }

  return (
    <Confirm
      title={say("nodes.removeTitle", { name })}
      action={say("directory.removeIt")}
      busy={busy}
      failure={errors.rest}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      <Text>{say("nodes.removeText")}</Text>
      <Text>{say("nodes.removeOff")}</Text>
    </Confirm>
  );
}
