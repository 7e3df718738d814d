import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import type { Provider } from "../api/providers.ts";
import { RequestFailed } from "../api/request-failed.ts";
import { useSaving } from "../form/use-saving.ts";
import { providerPage } from "../session/ways.ts";
import { FailureNote } from "../ui/failure-note.tsx";
import { useWords } from "../words/use-words.ts";

/** Begins a sign-in that nobody goes on with: the provider then has to say who it is and where its page is. */
export function CheckProvider({ provider }: Readonly<{ provider: Provider }>) {
  const say = useWords();
  const [isGood, setGood] = useState(false);
  const { busy, errors, save } = useSaving();
  const { rest } = errors;
  const isSilent = rest instanceof RequestFailed && rest.problem.code === "provider_failed";

  async function check(): Promise<void> {
    setGood(false);
    setGood(await save(null, () => providerPage(provider.id), null));
  }

  return (
    <Group gap="xs" mt={4}>
      <Button
        variant="default"
        size="sm"
        loading={busy}
        aria-label={say("providers.checkOne", { name: provider.name })}
        onClick={() => void check()}
      >
        {say("providers.check")}
      </Button>
      <Text size="sm" role="status" c={isSilent ? "var(--mantine-color-error)" : "var(--mantine-color-text)"}>
        {isGood && say("providers.checkGood")}
        {isSilent && say("providers.checkFailed")}
      </Text>
      {rest !== null && !isSilent && <FailureNote error={rest} />}
    </Group>
  );
}
