import { Text } from "@mantine/core";
import type { Guest, GuestRequest } from "../api/guests.ts";
import { useAskedText, useByText } from "../directory/guest-state.ts";
import { useWords } from "../words/use-words.ts";
import classes from "./employees.module.css";

type Props = Readonly<{ request: GuestRequest; guests: readonly Guest[] }>;

/** The latest request to support, and its answer. */
export function RequestState({ request, guests }: Props) {
  const say = useWords();
  const byText = useByText();
  const askedText = useAskedText();
  const { state, note, answer } = request;
  const whom = askedText(request, new Map(guests.map(({ id, name }) => [id, name])));
  return (
    <div className={classes.request} role="status">
      <Text size="sm" fw={600}>
        {say(`guests.request.${state}`)}
      </Text>
      {answer && <Text size="sm">{say("guests.answeredBy", { by: byText(answer)! })}</Text>}
      {answer !== null && answer.note !== "" && <Text size="sm">{say("guests.reason", { note: answer.note })}</Text>}
      <Text size="sm" c="dimmed">
        {say("guests.askedBy", { by: byText(request)!, whom })}
      </Text>
      {note !== "" && (
        <Text size="sm" c="dimmed">
          {say("guests.note", { note })}
        </Text>
      )}
    </div>
  );
}
