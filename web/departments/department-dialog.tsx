import { Text, TextInput } from "@mantine/core";
import { useMemo, useState } from "react";
import type { Department } from "../../src/policy/directory.ts";
import { FieldConflict } from "../form/field-conflict.tsx";
import { putThing } from "../../src/policy/edit-directory.ts";
import { FormDialog } from "../form/form-dialog.tsx";
import { newId } from "../directory/new-id.ts";
import { departmentById } from "../directory/people.ts";
import { useDirectoryForm } from "../directory/use-directory-form.ts";
import { peopleIndex, searchPeople } from "../find/search.ts";
import { MultiSelect } from "../ui/multi-select.tsx";
import { shownOptions } from "../ui/shown-options.ts";
import { useWords } from "../words/use-words.ts";

/** A department as the fields of a form. */
type Form = Pick<Department, "name" | "members">;

const BLANK: Form = { name: "", members: [] };

const formOf = (department: Department | undefined): Form | undefined =>
  department && { name: department.name, members: department.members };

type Props = Readonly<{ department: Department | null; onClose: () => void }>;

/** @param props.department null: a new one */
export function DepartmentDialog({ department, onClose }: Props) {
  const say = useWords();
  const [id, setId] = useState("");
  const form = useDirectoryForm(
    formOf(department ?? undefined) ?? BLANK,
    department && ((directory) => formOf(departmentById(directory, department.id))),
  );
  const { directory, fields, set, conflict, isGone, busy, errors } = form;
  const { name, members } = fields;
  const memberError = errors.fields.keys().find((field) => field.startsWith("/members"));
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

  async function submit(): Promise<void> {
    let at = 0;
    const done = await form.submit(
      () => `/departments/${at}`,
      (directory) => {
        const taken = new Set(directory.departments.map(({ id }) => id));
        const own = department?.id ?? (id.trim() || newId(taken, "department", []));
        const next: Department = { id: own, name: name.trim(), members: [...members] };
        const isClash = department === null && departmentById(directory, own) !== undefined;
        const edited = isClash
          ? { ...directory, departments: [...directory.departments, next] }
          : putThing(directory, "departments", next);
        at = edited.departments.indexOf(next);
        return edited;
      },
    );
    if (done) onClose();
  }

  return (
    <FormDialog
      title={say(department ? "departments.one" : "departments.new")}
      onClose={onClose}
      onSubmit={submit}
      busy={busy}
      failure={errors.rest}
      isGone={isGone}
      conflict={
        conflict && (
          <FieldConflict
            conflict={conflict}
            fieldText={(field) => say(field === "name" ? "departments.name" : "departments.members")}
            valueTexts={{ name: (name) => name, members: (ids) => ids.join(", ") }}
          />
        )
      }
    >
      <TextInput
        label={say("departments.name")}
        value={name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        error={errors.fields.get("/name")}
        data-autofocus
        required
      />
      <MultiSelect
        label={say("departments.members")}
        description={say("departments.membersHint")}
        data={data}
        value={[...members]}
        onChange={(members) => set({ members })}
        error={memberError && errors.fields.get(memberError)}
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
          error={errors.fields.get("/id")}
        />
      )}
    </FormDialog>
  );
}
