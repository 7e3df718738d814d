import { Button, Group, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ListedRequest } from "../api/guests.ts";
import { useByText } from "../directory/guest-state.ts";
import list from "../ui/list.module.css";
import { useWords } from "../words/use-words.ts";

export type Answered = "grant" | "refuse";

type Props = Readonly<{ asked: ListedRequest; onAnswer: (how: Answered) => void }>;

/** What a company asks for, with the ways to answer. */
export function RequestRow({ asked, onAnswer }: Props) {
  const say = useWords();
  const byText = useByText();
  const { company, companyName, employees, note } = asked;
  return (
    <li className={list.row}>
      <div className={list.rowHead}>
        <Link to="/companies/$company/employees" params={{ company }} className={list.name}>
          {companyName}
        </Link>
        <Text size="sm">
          {employees === null ? say("guests.forAll") : say("guests.forSome", { count: employees.length })}
        </Text>
      </div>
      <Text size="sm" c="dimmed">
        {byText(asked)}
      </Text>
      {note !== "" && <Text size="sm">{say("guests.note", { note })}</Text>}
      <Group gap="xs" mt="xs">
        <Button
          variant="default"
          size="sm"
          aria-label={say("guests.openOf", { company: companyName })}
          onClick={() => onAnswer("grant")}
        >
          {say("guests.openOne")}
        </Button>
        <Button
          variant="default"
          size="sm"
          aria-label={say("guests.refuseOf", { company: companyName })}
          onClick={() => onAnswer("refuse")}
        >
          {say("guests.refuse")}
        </Button>
      </Group>
    </li>
  );
}
