import { Text } from "@mantine/core";
import { providerPath, readProvidersAgain, type Provider } from "../api/providers.ts";
import { request } from "../api/request.ts";
import { useSaving } from "../form/use-saving.ts";
import { Confirm } from "../ui/confirm.tsx";
import { useWords } from "../words/use-words.ts";

/** Asks before a provider is removed: whoever has an account there is signed out. */
export function RemoveProvider({ provider, onClose }: Readonly<{ provider: Provider; onClose: () => void }>) {
  const say = useWords();
  const { busy, errors, save } = useSaving();
  async function confirm(): Promise<void> {
    const done = await save(null, () => request("DELETE", providerPath(provider)), "common.removed");
    await readProvidersAgain();
    if (done) onClose();
  }
  return (
    <Confirm
      title={say("providers.removeTitle", { name: provider.name })}
      action={say("directory.removeIt")}
      busy={busy}
      failure={errors.rest}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <Text>{say("providers.removeText")}</Text>
    </Confirm>
  );
}
