import { Text } from "@mantine/core";
import { personPath, type ListedPerson } from "../api/people.ts";
import { queryClient } from "../api/query-client.ts";
import { request } from "../api/request.ts";
import { useSaving } from "../form/use-saving.ts";
import { Confirm } from "../ui/confirm.tsx";
import { useWords } from "../words/use-words.ts";

/** Asks before a person loses their access. */
export function RemovePerson({ person, onClose }: Readonly<{ person: ListedPerson; onClose: () => void }>) {
  const say = useWords();
  const { busy, errors, save } = useSaving();
  async function confirm(): Promise<void> {
    const done = await save(null, () => request("DELETE", personPath(person.id)), "common.removed");
    await queryClient.invalidateQueries({ queryKey: ["people"] });
    if (done) onClose();
  }
  return (
    <Confirm
      title={say("directory.removeTitle", { name: person.name })}
      action={say("directory.removeIt")}
      busy={busy}
      failure={errors.rest}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <Text>{say("access.removeText", { email: person.email })}</Text>
    </Confirm>
  );
}
