import { Radio, Stack, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import type { Directory } from "../../src/policy/directory.ts";
import { useDirectory, useOutgoingNumbers } from "../api/documents.ts";
import { departmentOptions } from "../directory/people.ts";
import { saveDirectory } from "../directory/save-directory.ts";
import { useNumbers } from "../directory/use-numbers.ts";
import { FormDialog } from "../form/form-dialog.tsx";
import { useSaving } from "../form/use-saving.ts";
import { useSubmitted } from "../form/use-submitted.ts";
import { useCompanyId } from "../page/company-id.ts";
import { writePhone } from "../ui/phone-number.tsx";
import { useWords, type Say } from "../words/use-words.ts";
import type { Many } from "./many.ts";
import { Select } from "../ui/select.tsx";

/** Puts many employees into a department at once, or takes them out of it. */
export function ChangeDepartments({ employees, onClose, onDone }: Many) {
  const say = useWords();
  const company = useCompanyId();
  const { body: directory } = useDirectory(company);
  const { body: outgoing } = useOutgoingNumbers(company);
  const { isOn } = useNumbers(directory);
  const [way, setWay] = useState<"in" | "out">("in");
  const [id, setId] = useState<string | null>(null);
  const [isSubmitted, markSubmitted] = useSubmitted();
  const { busy, errors, save } = useSaving();
  const department = directory.departments.find((one) => one.id === id);
  const already = useMemo(() => {
    const members = new Set(department?.members);
    return employees.filter((employee) => members.has(employee)).length;
  }, [department, employees]);
  const number = outgoing.personal.find(
    (entry) => "department" in entry && entry.department === id && isOn(entry.number),
  )?.number;
  const concerned = way === "in" ? employees.length - already : already;

  async function submit(): Promise<void> {
    markSubmitted();
    if (id === null) return;
    const done = await save(null, () =>
      saveDirectory(company, {
        edit: (directory) => moved(directory, id, employees, way),
        // Whatever else others have changed: the same people are meant.
        isUnchanged: () => true,
      }),
    );
    if (done) onDone();
  }

  return (
    <FormDialog
      title={say("employees.departmentsOf", { count: employees.length })}
      busy={busy}
      failure={errors.rest}
      onSubmit={submit}
      onClose={onClose}
    >
      <Radio.Group
        aria-label={say("employees.departmentsOf", { count: employees.length })}
        value={way}
        onChange={(value) => setWay(value)}
      >
        <Stack gap="xs">
          <Radio value="in" label={say("employees.intoDepartment")} />
          <Radio value="out" label={say("employees.outOfDepartment")} />
        </Stack>
      </Radio.Group>
      <Select
        label={say("employees.department")}
        data={departmentOptions(directory)}
        value={id}
        onChange={setId}
        searchable
        limit={60}
        allowDeselect={false}
        nothingFoundMessage={say("frame.nothingFound")}
        error={isSubmitted && id === null && say("employees.departmentMissing")}
        data-autofocus
      />
      {department && (
        <div role="status">
          <Text>{movesInWords(way, concerned, already, say)}</Text>
          {number !== undefined && concerned > 0 && (
            <Text>
              {say(way === "in" ? "employees.willShow" : "employees.willNotShow", { number: writePhone(number) })}
            </Text>
          )}
        </div>
      )}
    </FormDialog>
  );
}

/** Who comes into the department, or leaves it. @param already how many are in it */
function movesInWords(way: "in" | "out", count: number, already: number, say: Say): string {
  if (count === 0) return say(way === "in" ? "employees.allIn" : "employees.noneIn");
  if (way === "out") return say("employees.goOut", { count });
  const come = say("employees.comeIn", { count });
  return already === 0 ? come : `${come} ${say("employees.alreadyIn", { count: already })}`;
}

function moved(directory: Directory, id: string, employees: readonly string[], way: "in" | "out"): Directory {
  const there = new Set(directory.employees.map((employee) => employee.id));
  const meant = new Set(employees.filter((employee) => there.has(employee)));
  return {
    ...directory,
    departments: directory.departments.map((department) => {
      if (department.id !== id) return department;
      const { members } = department;
      return {
        ...department,
        members: way === "in" ? [...new Set([...members, ...meant])] : members.filter((member) => !meant.has(member)),
      };
    }),
  };
}
