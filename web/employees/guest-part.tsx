import { Button, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { guestsQuery, setOpen, type Guests } from "../api/guests.ts";
import { useGuestState } from "../directory/guest-state.ts";
import { useSaving } from "../form/use-saving.ts";
import { useCompanyId } from "../page/company-id.ts";
import { useMay } from "../session/use-may.ts";
import { FailureNote } from "../ui/failure-note.tsx";
import { useWords } from "../words/use-words.ts";
import { AskButton } from "./ask-button.tsx";
import { RequestState } from "./request-state.tsx";

/** What a guest's calls show and why, who has opened the numbers to them, and whom to ask. */
export function GuestPart({ guest: id }: Readonly<{ guest: string }>) {
  const say = useWords();
  const stateText = useGuestState();
  const company = useCompanyId();
  const mayOpen = useMay()("directory.open-to-guests", company);
  const { data, error, refetch } = useQuery(guestsQuery(company));
  const { busy, errors, save } = useSaving();
  const guest = data?.items.find((one) => one.id === id);
  return (
    <Stack gap="xs" mt="xs">
      <Text size="sm">
        {say("employees.isGuest")} {say("employees.guestsNote")}
      </Text>
      {error && <FailureNote error={error} again={() => void refetch()} />}
      {data && guest && (
        <>
          <Text size="sm" fw={600} role="status">
            {stateText(guest)}
          </Text>
          {isAbout(data, id) && <RequestState request={data.request!} guests={data.items} />}
          <AskButton closed={guest.open ? 0 : 1} isAsked={data.request?.state === "open"} guest={id} />
          {errors.rest !== null && <FailureNote error={errors.rest} />}
          {mayOpen && (
            <Group>
              <Button
                variant="default"
                loading={busy}
                onClick={() => void save(null, () => setOpen(company, id, !guest.open))}
              >
                {say(guest.open ? "guests.closeOne" : "guests.openOne")}
              </Button>
            </Group>
          )}
        </>
      )}
    </Stack>
  );
}

/** Whether the last request names the guest; one that is open keeps another from being made, whoever it is for. */
const isAbout = ({ request }: Guests, id: string) =>
  request !== null && (request.state === "open" || request.employees === null || request.employees.includes(id));
