import { ActionIcon, Badge, Button, Group, Text } from "@mantine/core";
import IconPencil from "@tabler/icons-react/dist/esm/icons/IconPencil.mjs";
import IconTrash from "@tabler/icons-react/dist/esm/icons/IconTrash.mjs";
import { Link } from "@tanstack/react-router";
import { useCallback, useMemo, useState } from "react";
import type { Employee } from "../../src/policy/directory.ts";
import { useDirectory } from "../api/documents.ts";
import { useCompanyId } from "../page/company-id.ts";
import { KeptByPbx, useIsKeptByPbx } from "../directory/kept-by-pbx.tsx";
import { departmentsOf, devicesInWords } from "../directory/people.ts";
import { SpreadsheetMenu } from "../spreadsheet/spreadsheet-menu.tsx";
import { peopleIndex, searchPeople } from "../find/search.ts";
import { Empty } from "../ui/empty.tsx";
import list from "../ui/list.module.css";
import { SearchedList } from "../ui/searched-list.tsx";
import { Section } from "../ui/section.tsx";
import { useWords } from "../words/use-words.ts";
import { EmployeeDialog } from "./employee-dialog.tsx";
import { RemoveEmployee } from "./remove-employee.tsx";

export function EmployeesPage() {
  const say = useWords();
  return (
    <Section title={say("frame.employees")} guide="employees">
      <KeptByPbx />
      <Employees />
    </Section>
  );
}

type Opened = Readonly<{ kind: "new" } | { kind: "edit" | "remove"; employee: Employee }>;

function Employees() {
  const say = useWords();
  const company = useCompanyId();
  const { body: directory } = useDirectory(company);
  const readOnly = useIsKeptByPbx();
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = () => setOpened(null);
  const index = useMemo(() => peopleIndex(directory), [directory]);
  const departments = useMemo(() => departmentsOf(directory), [directory]);
  const find = useCallback((query: string) => searchPeople(index, query).employees, [index]);
  const guests = directory.employees.some(({ guest }) => guest);
  return (
    <>
      <Group mb="sm">
        {!readOnly && <Button onClick={() => setOpened({ kind: "new" })}>{say("employees.add")}</Button>}
        <SpreadsheetMenu kind="employees" readOnly={readOnly} />
      </Group>
      {guests && (
        <Text size="sm" c="dimmed" mb="sm">
          {say("employees.guestsNote")}
        </Text>
      )}
      {directory.employees.length === 0 ? (
        <Empty title={say("employees.empty")} text={say(readOnly ? "directory.emptyKept" : "employees.emptyText")} />
      ) : (
        <SearchedList
          label={say("frame.employees")}
          searchLabel={say("employees.search")}
          things={directory.employees}
          find={find}
          countText={(count) => say("people.found", { count })}
        >
          {(employee) => (
            <li key={employee.id} className={list.row}>
              <div className={list.rowHead}>
                <Link
                  to="/companies/$company/employees/$employee"
                  params={{ company, employee: employee.id }}
                  className={list.name}
                >
                  {employee.name}
                </Link>
                {employee.extension !== null && <Text size="sm">{employee.extension}</Text>}
                {employee.guest && (
                  <Badge variant="outline" color="gray" tt="none" className={list.badge}>
                    {say("people.guest")}
                  </Badge>
                )}
                {!readOnly && (
                  <span className={list.rowButtons}>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={say("directory.edit", { name: employee.name })}
                      onClick={() => setOpened({ kind: "edit", employee })}
                    >
                      <IconPencil size={18} />
                    </ActionIcon>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={say("directory.remove", { name: employee.name })}
                      onClick={() => setOpened({ kind: "remove", employee })}
                    >
                      <IconTrash size={18} />
                    </ActionIcon>
                  </span>
                )}
              </div>
              <Text size="sm" c="dimmed">
                {[
                  (departments.get(employee.id) ?? []).map(({ name }) => name).join(", "),
                  devicesInWords(employee.lines, say),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </Text>
            </li>
          )}
        </SearchedList>
      )}
      {opened?.kind === "new" && <EmployeeDialog employee={null} onClose={close} />}
      {opened?.kind === "edit" && <EmployeeDialog employee={opened.employee} onClose={close} />}
      {opened?.kind === "remove" && <RemoveEmployee employee={opened.employee} onClose={close} onRemoved={close} />}
    </>
  );
}
