import { Button, Stack, Text } from "@mantine/core";
import type { Provider } from "../api/providers.ts";
import { CopiedText } from "../ui/copied-text.tsx";
import { Dialog } from "../ui/dialog.tsx";
import ui from "../ui/ui.module.css";
import { useWords } from "../words/use-words.ts";
import { CheckProvider } from "./check-provider.tsx";

/** What is left to do at a provider that was just added. */
export function MadeProvider({ provider, onClose }: Readonly<{ provider: Provider; onClose: () => void }>) {
  const say = useWords();
  return (
    <Dialog title={say("providers.madeTitle", { name: provider.name })} onClose={onClose}>
      <Stack>
        <Text>{say("providers.redirectText")}</Text>
        <CopiedText label={say("providers.redirect")} text={provider.redirectUri} rows={3} />
        <CheckProvider provider={provider} />
        <div className={ui.dialogFoot}>
          <Button onClick={onClose}>{say("access.done")}</Button>
        </div>
      </Stack>
    </Dialog>
  );
}
