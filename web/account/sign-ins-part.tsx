import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { signInsQuery } from "../api/account.ts";
import { FailureNote } from "../ui/failure-note.tsx";
import list from "../ui/list.module.css";
import { Part } from "../ui/part.tsx";
import { Pill } from "../ui/pill.tsx";
import { useMomentText, useWords } from "../words/use-words.ts";
import { browserOf } from "./browser-of.ts";

/** The newest sign-ins and attempts, in which a person sees what was not them. */
export function SignInsPart() {
  const say = useWords();
  const momentText = useMomentText();
  const { data: signIns, error, refetch } = useQuery(signInsQuery);
  return (
    <Part title={say("account.signIns")}>
      <Text size="sm">{say("account.signInsText")}</Text>
      {error !== null && <FailureNote error={error} again={() => void refetch()} />}
      <ul className={list.lines} aria-label={say("account.signIns")}>
        {signIns?.map(({ id, at, outcome, means, address, agent, newDevice }) => (
          <li key={id}>
            <span>
              {momentText(at)}
              <Text size="sm" c="dimmed">
                {[say(`account.means.${means}`), browserOf(agent), address].filter(Boolean).join(" · ")}
              </Text>
            </span>
            {outcome === "refused" ? (
              <Pill tone="bad">{say("account.refused")}</Pill>
            ) : (
              newDevice && <Pill tone="warn">{say("account.newDevice")}</Pill>
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
}
