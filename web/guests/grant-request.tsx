import { List, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { grantGuests, guestsQuery, toOpen, type ListedRequest } from "../api/guests.ts";
import { FormDialog } from "../form/form-dialog.tsx";
import { useSaving } from "../form/use-saving.ts";
import { FailureNote } from "../ui/failure-note.tsx";
import { Loading } from "../ui/loading.tsx";
import { useWords } from "../words/use-words.ts";
import "@mantine/core/styles/List.css";

/** Guests that are named; the rest is counted. */
const NAMED = 20;

type Props = Readonly<{ asked: ListedRequest; onClose: () => void; onDone: () => void }>;

/** Shows to whom the numbers will be open, before they are. */
export function GrantRequest({ asked: { company, companyName, employees }, onClose, onDone }: Props) {
  const say = useWords();
  const { data, error, refetch } = useQuery({ ...guestsQuery(company), staleTime: 0 });
  const { busy, errors, save } = useSaving();
  const closed = data && toOpen(data.items, employees);

  async function submit(): Promise<void> {
    if (await save(null, () => grantGuests(company, employees))) onDone();
  }

  return (
    <FormDialog
      title={say("guests.openOf", { company: companyName })}
      action={say("guests.openOne")}
      onClose={onClose}
      onSubmit={submit}
      busy={busy || closed === undefined}
      failure={errors.rest}
    >
      {error && <FailureNote error={error} again={() => void refetch()} />}
      {!closed && !error && <Loading />}
      {closed && (
        <>
          <Text>{say(employees === null ? "guests.grantAll" : "guests.grantSome", { count: closed.length })}</Text>
          <List size="sm">
            {closed.slice(0, NAMED).map(({ id, name }) => (
              <List.Item key={id}>{name}</List.Item>
            ))}
          </List>
          {closed.length > NAMED && <Text size="sm">{say("common.andMore", { count: closed.length - NAMED })}</Text>}
          {employees !== null && closed.length === 0 && <Text>{say("guests.grantNobody")}</Text>}
        </>
      )}
    </FormDialog>
  );
}
