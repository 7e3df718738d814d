import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { guestsQuery } from "../api/guests.ts";
import { useCompanyId } from "../page/company-id.ts";
import { FailureNote } from "../ui/failure-note.tsx";
import { Part } from "../ui/part.tsx";
import { useWords } from "../words/use-words.ts";
import { AskButton } from "./ask-button.tsx";
import { RequestState } from "./request-state.tsx";

/** Why guests call with the main number, whom to ask, and what has become of the last request. */
export function GuestsPart() {
  const say = useWords();
  const company = useCompanyId();
  const { data, error, refetch } = useQuery(guestsQuery(company));
  const closed = data?.items.filter(({ open }) => !open).length ?? 0;
  return (
    <Part title={say("company.field.guests")}>
      <Text size="sm">{say("employees.guestsNote")}</Text>
      {error && <FailureNote error={error} again={() => void refetch()} />}
      {data && (
        <Stack gap="xs">
          <Text size="sm">{say("guests.counts", { open: data.items.length - closed, closed })}</Text>
          {data.request && <RequestState request={data.request} guests={data.items} />}
          <AskButton closed={closed} isAsked={data.request?.state === "open"} guest={null} />
        </Stack>
      )}
    </Part>
  );
}
