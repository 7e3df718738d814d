import { Stack, Text, TextInput } from "@mantine/core";
import { useMemo, useState, type FormEvent } from "react";
import type { Department } from "../../src/policy/directory.ts";
import { useDirectory } from "../api/documents.ts";
import { useCompanyId } from "../app/company-id.ts";
import { putDepartment } from "../directory/edit-directory.ts";
import { FormButtons } from "../directory/form-buttons.tsx";
import { newId } from "../directory/new-id.ts";
import { departmentById } from "../directory/people.ts";
import { saveDirectory } from "../directory/save-directory.ts";
import { useSaving } from "../directory/use-saving.ts";
import { peopleIndex, searchPeople } from "../find/search.ts";
import { Dialog } from "../ui/dialog.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import { MultiSelect } from "../ui/multi-select.tsx";
import { shownOptions } from "../ui/shown-options.ts";
import { useWords } from "../words/use-words.ts";

type Props = Readonly<{ department: Department | null; onClose: () => void }>;

/** @param props.department null: a new one */
export function DepartmentDialog({ department, onClose }: Props) {
  const say = useWords();
  const company = useCompanyId();
  const { body: directory } = useDirectory(company);
  const [name, setName] = useState(department?.name ?? "");
  const [id, setId] = useState("");
  const [members, setMembers] = useState<readonly string[]>(department?.members ?? []);
  const { busy, faults, save } = useSaving();
  const index = useMemo(() => peopleIndex(directory), [directory]);
  const data = useMemo(
    () =>
      directory.employees.map(({ id, name, extension }) => ({
        value: id,
        label: extension === null ? name : `${name} · ${extension}`,
      })),
    [directory],
  );
  const labels = useMemo(() => new Map(data.map((option) => [option.value, option])), [data]);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const taken = new Set(directory.departments.map(({ id }) => id));
    const own = department?.id ?? (id.trim() || newId(taken, "department", []));
    const next: Department = { id: own, name: name.trim(), members: [...members] };
    let at = 0;
    const done = await save(
      () => `/departments/${at}`,
      () =>
        saveDirectory(company, {
          edit: (directory) => {
            const isClash = department === null && departmentById(directory, own) !== undefined;
            const edited = isClash
              ? { ...directory, departments: [...directory.departments, next] }
              : putDepartment(directory, next);
            at = edited.departments.indexOf(next);
            return edited;
          },
          seen: (directory) => departmentById(directory, own),
        }),
    );
    if (done) onClose();
  }

  return (
    <Dialog onClose={onClose} title={say(department ? "departments.one" : "departments.new")}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack>
          {faults.rest !== null && <FailureNote error={faults.rest} />}
          <TextInput
            label={say("directory.name")}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={faults.fields.get("/name")}
            data-autofocus
            required
          />
          <MultiSelect
            label={say("departments.members")}
            description={say("departments.membersHint")}
            data={data}
            value={[...members]}
            onChange={setMembers}
            filter={({ search }) =>
              shownOptions(
                searchPeople(index, search).employees.map(({ id }) => labels.get(id)!),
                say,
              )
            }
            nothingFoundMessage={say("frame.nothingFound")}
          />
          {department ? (
            <Text size="xs" c="dimmed">
              {say("directory.idIs", { id: department.id })}
            </Text>
          ) : (
            <TextInput
              label={say("directory.id")}
              description={say("departments.idHint")}
              value={id}
              onChange={(event) => setId(event.currentTarget.value)}
              error={faults.fields.get("/id")}
            />
          )}
          <FormButtons onClose={onClose} busy={busy} />
        </Stack>
      </form>
    </Dialog>
  );
}
