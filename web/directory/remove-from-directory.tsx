import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Directory } from "../../src/policy/directory.ts";
import type { PersonalEntry } from "../../src/policy/outgoing-numbers.ts";
import { outgoingNumbersQuery, useDirectory } from "../api/documents.ts";
import { useCompanyId } from "../page/company-id.ts";
import { Confirm } from "../ui/confirm.tsx";
import { useWords } from "../words/use-words.ts";
import { saveDirectory } from "./save-directory.ts";
import { isEqual } from "../form/fields.ts";
import { useSaving } from "../form/use-saving.ts";

type Props = Readonly<{
  thing: Readonly<{ id: string; name: string }>;
  find: (directory: Directory, id: string) => unknown;
  remove: (directory: Directory, id: string) => Directory;
  /** Whether an entry is for it. Such entries stay, and the dialog says so. */
  isFor: (entry: PersonalEntry) => boolean;
  /** The consequences. */
  text: string;
  onClose: () => void;
  onRemoved: () => void;
}>;

/** Asks before an employee or a department is removed. */
export function RemoveFromDirectory({ thing: { id, name }, find, remove, isFor, text, onClose, onRemoved }: Props) {
  const say = useWords();
  const company = useCompanyId();
  const seen = find(useDirectory(company).body, id);
  const { data } = useQuery(outgoingNumbersQuery(company));
  const entries = data?.body.personal.filter(isFor).length ?? 0;
  const { busy, errors, save } = useSaving();

  async function confirm(): Promise<void> {
    const done = await save(null, () =>
      saveDirectory(company, {
        edit: (directory) => remove(directory, id),
        isUnchanged: (directory) => isEqual(find(directory, id), seen),
      }),
    );
    if (done) onRemoved();
  }

  return (
    <Confirm
      title={say("directory.remove", { name })}
      action={say("directory.removeIt")}
      busy={busy}
      failure={errors.rest}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <Text>{text}</Text>
      {entries > 0 && <Text>{say("directory.removeEntries", { count: entries })}</Text>}
    </Confirm>
  );
}
