import { Text } from "@mantine/core";
import { personPath, type ListedPerson } from "../api/people.ts";
import { request } from "../api/request.ts";
import { refreshSession, useSession } from "../session/session.ts";
import { useWords } from "../words/use-words.ts";
import { PersonDialog } from "./person-dialog.tsx";
import { rowOf } from "./role-rows.ts";

type Props = Readonly<{ person: ListedPerson; company: string | null; onClose: () => void }>;

export function EditPerson({ person, company, onClose }: Props) {
  const say = useWords();
  const { session } = useSession();
  // Roles in several companies are edited together, each with its own.
  const spread = person.roles.some((role) => !("company" in role) || role.company !== company);
  return (
    <PersonDialog
      title={say("access.edit")}
      start={{ name: person.name, email: person.email, rows: person.roles.map(rowOf) }}
      company={spread ? null : company}
      send={async (body) => {
        await request("PUT", personPath(person.id), { body });
        if (session?.who.id === person.id) await refreshSession();
      }}
      onSent={onClose}
      onClose={onClose}
    >
      <Text size="sm" c="dimmed">
        {say("access.editHint")}
      </Text>
    </PersonDialog>
  );
}
