import { Checkbox, Select, Stack, Text, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import type { Substitution } from "../../src/policy/company.ts";
import type { Employee } from "../../src/policy/directory.ts";
import { useDirectory } from "../api/documents.ts";
import { useCompanyId } from "../app/company-id.ts";
import { putEmployee } from "../directory/edit-directory.ts";
import { FormButtons } from "../directory/form-buttons.tsx";
import { newId } from "../directory/new-id.ts";
import { departmentsOf, employeeById } from "../directory/people.ts";
import { saveDirectory } from "../directory/save-directory.ts";
import { useSaving } from "../directory/use-saving.ts";
import { useSession } from "../session/session.ts";
import { Dialog } from "../ui/dialog.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import { MultiSelect } from "../ui/multi-select.tsx";
import { useWords } from "../words/use-words.ts";
import { LinesField } from "./lines-field.tsx";

/** @param props.employee null: somebody new */
export function EmployeeDialog({ employee, onClose }: Readonly<{ employee: Employee | null; onClose: () => void }>) {
  const say = useWords();
  const company = useCompanyId();
  const { body: directory } = useDirectory(company);
  const isOperator = useSession().session?.role === "operator";
  const [name, setName] = useState(employee?.name ?? "");
  const [extension, setExtension] = useState(employee?.extension ?? "");
  const [id, setId] = useState("");
  const [departments, setDepartments] = useState<readonly string[]>(() =>
    employee ? (departmentsOf(directory).get(employee.id) ?? []).map(({ id }) => id) : [],
  );
  const [guest, setGuest] = useState(employee?.guest ?? false);
  const [substitution, setSubstitution] = useState<Substitution | "">(employee?.substitution ?? "");
  const [lines, setLines] = useState(employee?.lines ?? []);
  const { busy, faults, save } = useSaving();
  // Only the PBX and its operator know that a guest has become an own employee.
  const staysGuest = !isOperator && (employee?.guest ?? false);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const taken = new Set(directory.employees.map(({ id }) => id));
    const ext = extension.trim();
    const own = employee?.id ?? (id.trim() || newId(taken, "employee", [ext]));
    // Lines without a name go away, so that those that are sent stand where the service's errors point.
    const named = lines.filter((line) => line.id.trim() !== "");
    setLines(named);
    const next: Employee = {
      id: own,
      name: name.trim(),
      extension: ext === "" ? null : ext,
      guest,
      lines: named.map((line) => ({ ...line, id: line.id.trim() })),
      ...(guest && substitution !== "" && { substitution }),
    };
    let at = 0;
    const done = await save(
      () => `/employees/${at}`,
      () =>
        saveDirectory(company, {
          edit: (directory) => {
            const edited = putEmployee(directory, next, departments);
            // Somebody new with the id of another: the service tells it, nobody is overwritten.
            const isClash = employee === null && employeeById(directory, own) !== undefined;
            const result = isClash ? { ...edited, employees: [...directory.employees, next] } : edited;
            at = result.employees.indexOf(next);
            return result;
          },
          seen: (directory) => [
            employeeById(directory, own),
            departmentsOf(directory)
              .get(own)
              ?.map(({ id }) => id),
          ],
        }),
    );
    if (done) onClose();
  }

  const fault = (field: string) => faults.fields.get(field);
  return (
    <Dialog onClose={onClose} title={employee ? say("employees.one") : say("employees.new")}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack>
          {faults.rest !== null && <FailureNote error={faults.rest} />}
          <TextInput
            label={say("directory.name")}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={fault("/name")}
            data-autofocus
            required
          />
          <TextInput
            label={say("directory.extension")}
            value={extension}
            onChange={(event) => setExtension(event.currentTarget.value)}
            error={fault("/extension")}
            inputMode="numeric"
          />
          <MultiSelect
            label={say("frame.departments")}
            data={directory.departments.map(({ id, name }) => ({ value: id, label: name }))}
            value={[...departments]}
            onChange={setDepartments}
            nothingFoundMessage={say("frame.nothingFound")}
          />
          <LinesField lines={lines} onChange={setLines} faults={faults.fields} />
          {!employee && (
            <TextInput
              label={say("directory.id")}
              description={say("employees.idHint")}
              value={id}
              onChange={(event) => setId(event.currentTarget.value)}
              error={fault("/id")}
            />
          )}
          <Checkbox
            label={say("employees.guest")}
            description={say(staysGuest ? "employees.guestStays" : "employees.guestHint")}
            checked={guest}
            disabled={staysGuest}
            onChange={(event) => setGuest(event.currentTarget.checked)}
          />
          {guest && isOperator && (
            <Select
              label={say("employees.substitution")}
              data={(["", "main", "full"] as const).map((value) => ({
                value,
                label: say(`employees.substitution.${value === "" ? "company" : value}`),
              }))}
              value={substitution}
              onChange={(value) => setSubstitution(value ?? "")}
              allowDeselect={false}
            />
          )}
          {employee && (
            <Text size="xs" c="dimmed">
              {say("directory.idIs", { id: employee.id })}
            </Text>
          )}
          <FormButtons onClose={onClose} busy={busy} />
        </Stack>
      </form>
    </Dialog>
  );
}
