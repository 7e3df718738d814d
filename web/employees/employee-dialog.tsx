import { Button, Checkbox, Group, Input, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Employee } from "../../src/policy/directory.ts";
import { useDirectory } from "../api/documents.ts";
import { useCompanyId } from "../page/company-id.ts";
import { FieldConflict } from "../form/field-conflict.tsx";
import { putEmployee } from "../directory/edit-directory.ts";
import { FormDialog } from "../form/form-dialog.tsx";
import { useIsKeptByPbx } from "../directory/kept-by-pbx.tsx";
import { newId } from "../directory/new-id.ts";
import { departmentOptions, deviceInWords, employeeById } from "../directory/people.ts";
import { useDirectoryForm } from "../directory/use-directory-form.ts";
import { useMay } from "../session/use-may.ts";
import { MultiSelect } from "../ui/multi-select.tsx";
import { NumberSelect } from "../ui/number-select.tsx";
import { writePhone } from "../ui/phone-number.tsx";
import type { WordKey } from "../words/load.ts";
import { useWords } from "../words/use-words.ts";
import { BLANK, employeeOf, formOf, storedForm, type EmployeeForm } from "./employee-form.ts";
import { LinesField } from "./lines-field.tsx";
import { Select } from "../ui/select.tsx";

const LABELS: Readonly<Record<keyof EmployeeForm, WordKey>> = {
  name: "directory.name",
  extension: "directory.extension",
  departments: "frame.departments",
  lines: "employees.lines",
  guest: "employees.guest",
  substitution: "employees.substitution",
  emergencyNumber: "directory.emergencyNumber",
  withhold: "employees.withhold",
  choice: "employees.choice",
};

const SUBSTITUTIONS = {
  "": "employees.substitution.company",
  main: "employees.substitution.main",
  full: "employees.substitution.full",
} as const;

const WITHHOLD = {
  "": "employees.withhold.company",
  hide: "employees.withhold.hide",
  show: "employees.withhold.show",
} as const;

/** @param props.employee null: a new one */
export function EmployeeDialog({ employee, onClose }: Readonly<{ employee: Employee | null; onClose: () => void }>) {
  const say = useWords();
  const company = useCompanyId();
  const { body: directory } = useDirectory(company);
  const keptByPbx = useIsKeptByPbx();
  const mayOpenToGuests = useMay()("directory.open-to-guests", company);
  const [id, setId] = useState("");
  const form = useDirectoryForm(
    employee ? formOf(directory, employee) : BLANK,
    employee && ((directory) => storedForm(directory, employee.id)),
  );
  const { fields, set, conflict, isGone, busy, errors } = form;
  const { name, extension, departments, lines, guest, substitution, emergencyNumber, withhold, choice } = fields;
  // Only the PBX and its operator know when a guest has become an own employee.
  const staysGuest = !mayOpenToGuests && (employee?.guest ?? false);

  async function submit(): Promise<void> {
    // Lines without a name are dropped here too, so that the pointers of the service's errors fit those that are shown.
    const named = lines.filter((line) => line.id.trim() !== "");
    set({ lines: named });
    let at = 0;
    const done = await form.submit(
      () => `/employees/${at}`,
      (directory) => {
        const taken = new Set(directory.employees.map(({ id }) => id));
        const own = employee?.id ?? (id.trim() || newId(taken, "employee", [extension.trim()]));
        const next = employeeOf(own, { ...fields, lines: named });
        const edited = putEmployee(directory, next, departments);
        // A new employee with the id of another is sent beside it: the service refuses it, and nobody is overwritten.
        const isClash = employee === null && employeeById(directory, own) !== undefined;
        const result = isClash ? { ...edited, employees: [...directory.employees, next] } : edited;
        at = result.employees.indexOf(next);
        return result;
      },
    );
    if (done) onClose();
  }

  const error = (field: string) => errors.fields.get(field);
  return (
    <FormDialog
      title={say(employee ? "employees.one" : "employees.new")}
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
              extension: (extension) => extension,
              departments: (ids) => ids.join(", "),
              lines: (lines) => lines.map(({ id, device }) => `${deviceInWords(device, say)}: ${id}`).join("; "),
              guest: (guest) => say(guest ? "common.yes" : "common.no"),
              substitution: (substitution) => say(SUBSTITUTIONS[substitution]),
              emergencyNumber: (number) => (number === null ? say("employees.emergencyNone") : writePhone(number)),
              withhold: (withhold) => say(WITHHOLD[withhold]),
              choice: (number) => (number === null ? say("employees.choiceNone") : writePhone(number)),
            }}
          />
        )
      }
    >
      {!keptByPbx && (
        <>
          <TextInput
            label={say("directory.name")}
            value={name}
            onChange={(event) => set({ name: event.currentTarget.value })}
            error={error("/name")}
            data-autofocus
            required
          />
          <TextInput
            label={say("directory.extension")}
            value={extension}
            onChange={(event) => set({ extension: event.currentTarget.value })}
            error={error("/extension")}
            inputMode="numeric"
          />
          <MultiSelect
            label={say("frame.departments")}
            data={departmentOptions(directory)}
            value={[...departments]}
            onChange={(departments) => set({ departments })}
            nothingFoundMessage={say("frame.nothingFound")}
          />
          <LinesField lines={lines} onChange={(lines) => set({ lines })} errors={errors.fields} />
        </>
      )}
      <NumberSelect
        first={keptByPbx}
        label={say("directory.emergencyNumber")}
        description={say("employees.emergencyHint")}
        value={emergencyNumber}
        onChange={(emergencyNumber) => set({ emergencyNumber })}
        none={{ text: say("employees.emergencyNone"), onClear: () => set({ emergencyNumber: null }) }}
        directory={directory}
        error={error("/emergencyNumber")}
      />
      <Select
        label={say("employees.withhold")}
        description={say("employees.withholdHint")}
        data={(["", "hide", "show"] as const).map((value) => ({ value, label: say(WITHHOLD[value]) }))}
        value={withhold}
        onChange={(value) => set({ withhold: value ?? "" })}
        allowDeselect={false}
        error={error("/withhold")}
      />
      {employee?.choice !== undefined && (
        <Input.Wrapper labelElement="div" label={say("employees.choice")} description={say("employees.choiceHint")}>
          <Group gap="sm" mt={4}>
            <Text>{choice === null ? say("employees.choiceNone") : writePhone(choice)}</Text>
            {choice !== null && (
              <Button variant="default" size="compact-md" onClick={() => set({ choice: null })}>
                {say("employees.choiceClear")}
              </Button>
            )}
          </Group>
        </Input.Wrapper>
      )}
      {!keptByPbx && (
        <>
          {!employee && (
            <TextInput
              label={say("directory.id")}
              description={say("employees.idHint")}
              value={id}
              onChange={(event) => setId(event.currentTarget.value)}
              error={error("/id")}
            />
          )}
          <Checkbox
            label={say("employees.guest")}
            description={say(staysGuest ? "employees.guestStays" : "employees.guestHint")}
            checked={guest}
            disabled={staysGuest}
            onChange={(event) => set({ guest: event.currentTarget.checked })}
          />
        </>
      )}
      {guest && mayOpenToGuests && (
        <Select
          label={say("employees.substitution")}
          data={(["", "main", "full"] as const).map((value) => ({
            value,
            label: say(SUBSTITUTIONS[value]),
          }))}
          value={substitution}
          onChange={(value) => set({ substitution: value ?? "" })}
          allowDeselect={false}
        />
      )}
      {employee && (
        <Text size="xs" c="dimmed">
          {say("directory.idIs", { id: employee.id })}
        </Text>
      )}
    </FormDialog>
  );
}
