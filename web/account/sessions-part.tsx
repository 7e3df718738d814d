import { Button, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { sessionsQuery } from "../api/account.ts";
import { queryClient } from "../api/query-client.ts";
import { request } from "../api/request.ts";
import { useSaving } from "../form/use-saving.ts";
import { FailureNote } from "../ui/failure-note.tsx";
import list from "../ui/list.module.css";
import { Part } from "../ui/part.tsx";
import { Pill } from "../ui/pill.tsx";
import { useMomentText, useWords } from "../words/use-words.ts";
import { browserOf } from "./browser-of.ts";

/** Where the person is signed in. */
export function SessionsPart() {
  const say = useWords();
  const momentText = useMomentText();
  const { data: sessions, error, refetch } = useQuery(sessionsQuery);
  const { busy, errors, save } = useSaving();

  /** @param path of one session, or of all others */
  async function end(path: string): Promise<void> {
    await save(null, () => request("DELETE", path), "common.removed");
    await queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });
  }

  return (
    <Part title={say("account.sessions")}>
      {error !== null && <FailureNote error={error} again={() => void refetch()} />}
      <ul className={list.lines} aria-label={say("account.sessions")}>
        {sessions?.map((session) => (
          <li key={session.id}>
            <span>
              {browserOf(session.agent) ?? say("account.browserUnknown")}
              <Text size="sm" c="dimmed">
                {[session.address, say("account.sessionSince", { moment: momentText(session.createdAt) })]
                  .filter(Boolean)
                  .join(" · ")}
              </Text>
            </span>
            {session.current ? (
              <Pill tone="good">{say("account.sessionHere")}</Pill>
            ) : (
              <Button
                variant="default"
                size="sm"
                disabled={busy}
                onClick={() => void end(`sessions/${encodeURIComponent(session.id)}`)}
              >
                {say("account.sessionEnd")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {errors.rest !== null && <FailureNote error={errors.rest} />}
      {(sessions?.length ?? 0) > 2 && (
        <Group>
          <Button variant="default" loading={busy} onClick={() => void end("sessions")}>
            {say("account.sessionsEnd")}
          </Button>
        </Group>
      )}
    </Part>
  );
}
