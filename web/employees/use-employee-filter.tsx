import { useMemo, useState, type ReactNode } from "react";
import type { Directory, Employee } from "../../src/policy/directory.ts";
import type { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import type { ShownAtHome } from "../api/shown.ts";
import { departmentOptions } from "../directory/people.ts";
import { FilterChip } from "../table/filter-chip.tsx";
import { FilterSelect } from "../table/filter-select.tsx";
import { writePhone } from "../ui/phone-number.tsx";
import { useWords } from "../words/use-words.ts";

type Filter = Readonly<{
  /** Stays identical as long as nothing about it changes. */
  passes: (employee: Employee) => boolean;
  fields: ReactNode;
}>;

/** The filters of the table of employees. @param shown what clients see; undefined: not known yet */
export function useEmployeeFilter(
  directory: Directory,
  { personal }: OutgoingNumbers,
  shown: ReadonlyMap<string, ShownAtHome> | undefined,
): Filter {
  const say = useWords();
  const { numbers, departments, employees } = directory;
  const [department, setDepartment] = useState<string | null>(null);
  const [number, setNumber] = useState<string | null>(null);
  const [withoutOwn, setWithoutOwn] = useState(false);
  const [guests, setGuests] = useState(false);
  const [off, setOff] = useState(false);
  // Identical from one rendering to the next: there may be thousands.
  const numberOptions = useMemo(
    () =>
      numbers.map(({ number, label }) => ({
        value: number,
        label: label === "" ? writePhone(number) : `${writePhone(number)} · ${label}`,
      })),
    [numbers],
  );
  const own = useMemo(
    () => new Set(personal.flatMap((entry) => ("employee" in entry ? [entry.employee] : []))),
    [personal],
  );
  const members = useMemo(
    () => (department === null ? null : new Set(departments.find(({ id }) => id === department)?.members)),
    [departments, department],
  );
  const passes = useMemo(
    () =>
      ({ id, guest }: Employee) => {
        if (members !== null && !members.has(id)) return false;
        if (withoutOwn && own.has(id)) return false;
        if (guests && !guest) return false;
        const theirs = shown?.get(id) ?? [];
        if (number !== null && !theirs.some(({ callerId }) => callerId === number)) return false;
        return !off || theirs.some(({ passedOver }) => passedOver.some(({ reason }) => reason === "number_off"));
      },
    [members, withoutOwn, own, guests, number, off, shown],
  );
  return {
    passes,
    fields: (
      <>
        {departments.length > 0 && (
          <FilterSelect
            label={say("employees.department")}
            data={departmentOptions(directory)}
            value={department}
            onChange={setDepartment}
          />
        )}
        <FilterSelect label={say("employees.showsNumber")} data={numberOptions} value={number} onChange={setNumber} />
        <FilterChip label={say("employees.withoutOwn")} isOn={withoutOwn} onToggle={setWithoutOwn} />
        {employees.some(({ guest }) => guest) && (
          <FilterChip label={say("employees.guests")} isOn={guests} onToggle={setGuests} />
        )}
        <FilterChip label={say("employees.numberOff")} isOn={off} onToggle={setOff} />
      </>
    ),
  };
}
