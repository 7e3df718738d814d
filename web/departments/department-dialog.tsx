import { Text, TextInput } from "@mantine/core";
import { useMemo, useState } from "react";
import type { Department, Employee } from "../../src/policy/directory.ts";
import { FieldConflict } from "../form/field-conflict.tsx";
import { putThing } from "../../src/policy/edit-directory.ts";
import { FormDialog } from "../form/form-dialog.tsx";
import { useIsKeptByPbx } from "../directory/kept-by-pbx.tsx";
import { newId } from "../directory/new-id.ts";
import { departmentById, employeeById } from "../directory/people.ts";
import { useDirectoryForm } from "../directory/use-directory-form.ts";
import { peopleIndex, searchPeople } from "../find/search.ts";
import { MultiSelect } from "../ui/multi-select.tsx";
import { NumberSelect } from "../ui/number-select.tsx";
import { writePhone } from "../ui/phone-number.tsx";
import { shownOf } from "../ui/shown-options.ts";
import type { WordKey } from "../words/load.ts";
import { useWords } from "../words/use-words.ts";

/** A department as the fields of a form. */
type Form = Pick<Department, "name" | "members"> & Readonly<{ emergencyNumber: string | null }>;

const BLANK: Form = { name: "", members: [], emergencyNumber: null };

const LABELS: Readonly<Record<keyof Form, WordKey>> = {
  name: "departments.name",
  members: "departments.members",
  emergencyNumber: "directory.emergencyNumber",
};

const formOf = (department: Department | undefined): Form | undefined =>
  department && {
    name: department.name,
    members: department.members,
    emergencyNumber: department.emergencyNumber ?? null,
  };

const optionOf = ({ id, name, extension }: Employee) => ({
  value: id,
  label: extension === null ? name : `${name} · ${extension}`,
});

type Props = Readonly<{ department: Department | null; onClose: () => void }>;

/** @param props.department null: a new one */
export function DepartmentDialog({ department, onClose }: Props) {
  const say = useWords();
  const keptByPbx = useIsKeptByPbx();
  const [id, setId] = useState("");
  const form = useDirectoryForm(
    formOf(department ?? undefined) ?? BLANK,
    department && ((directory) => formOf(departmentById(directory, department.id))),
  );
  const { directory, fields, set, conflict, isGone, busy, errors } = form;
  const { name, members, emergencyNumber } = fields;
  const memberError = errors.fields.keys().find((field) => field.startsWith("/members"));
  const index = useMemo(() => peopleIndex(directory), [directory]);
  const [search, setSearch] = useState("");
  const found = useMemo(() => shownOf(searchPeople(index, search).employees, optionOf, say), [index, search, say]);
  // Not everybody: the field goes through all its options whenever it is drawn.
  const data = useMemo(() => {
    const offered = new Set(found.map(({ value }) => value));
    const others = members
      .filter((member) => !offered.has(member))
      .flatMap((member) => employeeById(directory, member) ?? []);
    return [...found, ...others.map(optionOf)];
  }, [found, members, directory]);

  async function submit(): Promise<void> {
    let at = 0;
    const done = await form.submit(
      () => `/departments/${at}`,
      (directory) => {
        const taken = new Set(directory.departments.map(({ id }) => id));
        const own = department?.id ?? (id.trim() || newId(taken, "department", []));
        const next: Department = {
          id: own,
          name: name.trim(),
          members: [...members],
          ...(emergencyNumber !== null && { emergencyNumber }),
        };
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
            fieldText={(field) => say(LABELS[field])}
            valueTexts={{
              name: (name) => name,
              members: (ids) => ids.join(", "),
              emergencyNumber: (number) => (number === null ? say("departments.emergencyNone") : writePhone(number)),
            }}
          />
        )
      }
    >
      {!keptByPbx && (
        <>
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
            onSearchChange={setSearch}
            filter={() => found}
            nothingFoundMessage={say("frame.nothingFound")}
          />
        </>
      )}
      <NumberSelect
        first={keptByPbx}
        label={say("directory.emergencyNumber")}
        description={say("departments.emergencyHint")}
        value={emergencyNumber}
        onChange={(emergencyNumber) => set({ emergencyNumber })}
        none={{ text: say("departments.emergencyNone"), onClear: () => set({ emergencyNumber: null }) }}
        directory={directory}
        error={errors.fields.get("/emergencyNumber")}
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
