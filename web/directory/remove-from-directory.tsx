import { Checkbox, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Directory } from "../../src/policy/directory.ts";
import type { PersonalEntry } from "../../src/policy/outgoing-numbers.ts";
import { outgoingNumbersQuery, useDirectory } from "../api/documents.ts";
import { useCompanyId } from "../page/company-id.ts";
import { useMay } from "../session/use-may.ts";
import { Confirm } from "../ui/confirm.tsx";
import { useWords } from "../words/use-words.ts";
import { removeFromDirectory } from "./save-directory.ts";
import { isEqual } from "../form/fields.ts";
import { useSaving } from "../form/use-saving.ts";

type Props = Readonly<{
  thing: Readonly<{ id: string; name: string }>;
  find: (directory: Directory, id: string) => unknown;
  list: "employees" | "departments";
  /** Whether an entry is for it. By default such entries are removed with it. */
  isFor: (entry: PersonalEntry) => boolean;
  /** The consequences. */
  text: string;
  onClose: () => void;
  onRemoved: () => void;
}>;

/** Asks before an employee or a department is removed. */
export function RemoveFromDirectory({ thing: { id, name }, find, list, isFor, text, onClose, onRemoved }: Props) {
  const say = useWords();
  const company = useCompanyId();
  const seen = find(useDirectory(company).body, id);
  const { data } = useQuery(outgoingNumbersQuery(company));
  const mayRemoveEntries = useMay()("outgoing-numbers.write", company);
  const entries = mayRemoveEntries ? (data?.body.personal.filter(isFor).length ?? 0) : 0;
  const [withEntries, setWithEntries] = useState(true);
  const { busy, errors, save } = useSaving();

  async function confirm(): Promise<void> {
    const done = await save(
      null,
      async () => {
        await removeFromDirectory(company, `/${list}/${encodeURIComponent(id)}`, {
          isUnchanged: (directory) => isEqual(find(directory, id), seen),
          withEntries: withEntries && entries > 0,
        });
      },
      "common.removed",
    );
    if (done) onRemoved();
  }

  return (
    <Confirm
      title={say("directory.removeTitle", { name })}
      action={say("directory.removeIt")}
      busy={busy}
      failure={errors.rest}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <Text>{text}</Text>
      {entries > 0 && (
        <Checkbox
          label={say("directory.withEntries", { count: entries })}
          description={say("directory.entriesStay")}
          checked={withEntries}
          onChange={(event) => setWithEntries(event.currentTarget.checked)}
        />
      )}
    </Confirm>
  );
}
