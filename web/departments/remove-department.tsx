import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Department } from "../../src/policy/directory.ts";
import { outgoingNumbersQuery, useDirectory } from "../api/documents.ts";
import { useCompanyId } from "../app/company-id.ts";
import { removeDepartment } from "../directory/edit-directory.ts";
import { departmentById } from "../directory/people.ts";
import { saveDirectory } from "../directory/save-directory.ts";
import { isEqual } from "../directory/two-edits.ts";
import { useSaving } from "../directory/use-saving.ts";
import { Confirm } from "../ui/confirm.tsx";
import { useWords } from "../words/use-words.ts";

type Props = Readonly<{ department: Department; onClose: () => void; onRemoved: () => void }>;

export function RemoveDepartment({ department, onClose, onRemoved }: Props) {
  const say = useWords();
  const company = useCompanyId();
  const { id, name } = department;
  const seen = departmentById(useDirectory(company).body, id);
  const { data } = useQuery(outgoingNumbersQuery(company));
  const entries = data?.body.personal.filter((entry) => "department" in entry && entry.department === id).length ?? 0;
  const { busy, faults, save } = useSaving();

  async function remove(): Promise<void> {
    const done = await save(null, () =>
      saveDirectory(company, {
        edit: (directory) => removeDepartment(directory, id),
        stands: (directory) => isEqual(departmentById(directory, id), seen),
      }),
    );
    if (done) onRemoved();
  }

  return (
    <Confirm
      title={say("directory.remove", { name })}
      action={say("directory.removeIt")}
      busy={busy}
      failure={faults.rest}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      <Text>{say("departments.removeText")}</Text>
      {entries > 0 && <Text>{say("directory.removeEntries", { count: entries })}</Text>}
    </Confirm>
  );
}
