import { Checkbox, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import type { Directory } from "../../src/policy/directory.ts";
import { useOutgoingNumbers } from "../api/documents.ts";
import { saveDirectory } from "../directory/save-directory.ts";
import { saveOutgoingNumbers } from "../directory/save-outgoing-numbers.ts";
import { FormDialog } from "../form/form-dialog.tsx";
import { useSaving } from "../form/use-saving.ts";
import { useCompanyId } from "../page/company-id.ts";
import { useMay } from "../session/use-may.ts";
import { useWords } from "../words/use-words.ts";
import { documentOf, withoutPeople, type People } from "./edits.ts";
import { EffectOf } from "./effect-of.tsx";

type Props = Readonly<{
  people: People;
  title: string;
  /** The consequences. */
  text: string;
  onClose: () => void;
  onDone: () => void;
}>;

/** Removes many employees or departments at once, and the personal numbers that they have. */
export function RemoveMany({ people, title, text, onClose, onDone }: Props) {
  const say = useWords();
  const company = useCompanyId();
  const { body: saved } = useOutgoingNumbers(company);
  const mayChange = useMay()("outgoing-numbers.write", company);
  const without = useMemo(() => documentOf(withoutPeople(saved, people)), [saved, people]);
  const entries = saved.personal.length - without.personal.length;
  const [withEntries, setWithEntries] = useState(true);
  /** Whether they are gone already, and only their numbers are not. */
  const [areGone, setAreGone] = useState(false);
  const { busy, errors, save } = useSaving();

  async function submit(): Promise<void> {
    const done = await save(
      null,
      async () => {
        if (!areGone)
          await saveDirectory(company, {
            edit: (directory) => withoutThem(directory, people),
            // Whatever else others have changed: the same ones are meant, if they are still there.
            isUnchanged: () => true,
          });
        setAreGone(true);
        // The other way round, a refusal would leave them there without their numbers.
        if (entries > 0 && withEntries && mayChange)
          await saveOutgoingNumbers(company, saved.revision, (present) => withoutPeople(present, people));
      },
      "common.removed",
    );
    if (done) onDone();
  }

  return (
    <FormDialog
      title={title}
      action={say("directory.removeIt")}
      busy={busy}
      failure={errors.rest}
      onSubmit={submit}
      onClose={onClose}
    >
      <Text>{text}</Text>
      {areGone && !busy && <Text role="status">{say("bulk.onlyNumbersLeft")}</Text>}
      {entries > 0 && mayChange && (
        <Checkbox
          label={say("bulk.removeEntries", { count: entries })}
          checked={withEntries}
          onChange={(event) => setWithEntries(event.currentTarget.checked)}
        />
      )}
      {/* Of those who are removed themselves, nobody sees a number any more. */}
      {entries > 0 && "departments" in people && <EffectOf document={without} />}
    </FormDialog>
  );
}

/** Employees leave their departments as well. */
function withoutThem(directory: Directory, people: People): Directory {
  if ("departments" in people) {
    const gone = new Set(people.departments);
    return { ...directory, departments: directory.departments.filter(({ id }) => !gone.has(id)) };
  }
  const gone = new Set(people.employees);
  return {
    ...directory,
    employees: directory.employees.filter(({ id }) => !gone.has(id)),
    departments: directory.departments.map((department) =>
      department.members.some((member) => gone.has(member))
        ? { ...department, members: department.members.filter((member) => !gone.has(member)) }
        : department,
    ),
  };
}
