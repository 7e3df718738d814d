import { Text } from "@mantine/core";
import { queryClient } from "../api/query-client.ts";
import { request } from "../api/request.ts";
import { trunkPath, trunkQuery, trunksQuery, type NamedTrunk } from "../api/trunks.ts";
import { useSaving } from "../form/use-saving.ts";
import { Confirm } from "../ui/confirm.tsx";
import { useWords } from "../words/use-words.ts";

/** Asks before a trunk is removed, with what that means for the PBX and for numbers. */
export function RemoveTrunk({ trunk: { id, name }, onClose }: Readonly<{ trunk: NamedTrunk; onClose: () => void }>) {
  const say = useWords();
  const { busy, errors, save } = useSaving();

  async function remove(): Promise<void> {
    const done = await save(null, () => request("DELETE", trunkPath(id)), "common.removed");
    // When it is refused, too: somebody else may have removed it.
    void queryClient.invalidateQueries({ queryKey: trunksQuery.queryKey });
    if (!done) return;
    queryClient.removeQueries({ queryKey: trunkQuery(id).queryKey });
    // The numbers of companies have lost it.
    void queryClient.invalidateQueries({ queryKey: ["company"] });
    onClose();
  }

  return (
    <Confirm
      title={say("trunks.remove", { name })}
      action={say("directory.removeIt")}
      busy={busy}
      failure={errors.rest}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      <Text>{say("trunks.removeText")}</Text>
      <Text>{say("trunks.removeMarked")}</Text>
    </Confirm>
  );
}
