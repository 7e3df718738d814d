import { Button, Code, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { historyHeadQuery, verifyHistory, type HistoryVerifyAnswer } from "../api/history.ts";
import { useSaving } from "../form/use-saving.ts";
import { FailureNote } from "../ui/failure-note.tsx";
import { Note } from "../ui/note.tsx";
import ui from "../ui/ui.module.css";
import { useWords } from "../words/use-words.ts";
import "@mantine/core/styles/Code.css";
import classes from "./history.module.css";

/** The head of the history, to be kept elsewhere, and whether every row is as it was written. */
export function VerifyCard() {
  const say = useWords();
  const heading = useId();
  const head = useQuery(historyHeadQuery);
  const [earlier, setEarlier] = useState("");
  const [verified, setVerified] = useState<HistoryVerifyAnswer | null>(null);
  const [isCopied, setCopied] = useState(false);
  const { busy, errors, save } = useSaving();

  async function verify(): Promise<void> {
    setVerified(null);
    await save("", async () => setVerified(await verifyHistory(earlier.trim())), null);
    void head.refetch();
  }

  async function copy(text: string): Promise<void> {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  }

  return (
    <section aria-labelledby={heading} className={ui.card}>
      <Stack gap="sm">
        <Title order={2} id={heading}>
          {say("history.verify")}
        </Title>
        <Text size="sm">{say("history.verifyText")}</Text>
        {head.data !== undefined && (
          <div>
            <Text size="sm" fw={600}>
              {say("history.head")}
            </Text>
            <Group gap="sm">
              <Code className={classes.head}>{head.data}</Code>
              {/* Browsers only let pages on HTTPS and on this machine write to the clipboard. */}
              {"clipboard" in navigator && (
                <Button variant="subtle" size="compact-sm" onClick={() => void copy(head.data)}>
                  {say(isCopied ? "history.copied" : "history.copyHead")}
                </Button>
              )}
            </Group>
          </div>
        )}
        {head.error !== null && <FailureNote error={head.error} again={() => void head.refetch()} />}
        <Group align="flex-end" gap="sm">
          <TextInput
            label={say("history.earlierHead")}
            description={say("history.earlierHeadHint")}
            value={earlier}
            onChange={(event) => setEarlier(event.currentTarget.value)}
            autoComplete="off"
            flex="1 1 240px"
          />
          <Button variant="default" onClick={() => void verify()} loading={busy}>
            {say("history.verifyNow")}
          </Button>
        </Group>
        <div role="status">
          {verified && (
            <Note tone={verified.ok ? "done" : "error"}>
              {verified.ok
                ? say("history.verifyOk", { rows: verified.rows })
                : say(`history.verifyBad.${verified.reason ?? "changed"}`, { revision: verified.firstBad ?? 0 })}
            </Note>
          )}
        </div>
        {errors.rest !== null && <FailureNote error={errors.rest} />}
      </Stack>
    </section>
  );
}
