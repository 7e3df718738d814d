import { Button, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { memo, useCallback, useMemo, useState } from "react";
import type { Employee } from "../../src/policy/directory.ts";
import { useCompany, useDirectory, useOutgoingNumbers } from "../api/documents.ts";
import { guestsQuery } from "../api/guests.ts";
import { shownAtHomeQuery } from "../api/shown.ts";
import { countryName } from "../countries/country-name.ts";
import { useCompanyId } from "../page/company-id.ts";
import { KeptByPbx, useIsKeptByPbx } from "../directory/kept-by-pbx.tsx";
import { useMayChange } from "../directory/use-may-change.ts";
import { useNamesIn } from "../directory/names.ts";
import { departmentsOf } from "../directory/people.ts";
import { useNumbers } from "../directory/use-numbers.ts";
import { SpreadsheetMenu } from "../spreadsheet/spreadsheet-menu.tsx";
import { useImport } from "../spreadsheet/use-import.tsx";
import { peopleIndex, searchPeople } from "../find/search.ts";
import { TableView } from "../table/table-view.tsx";
import { useTable } from "../table/use-table.ts";
import { Empty } from "../ui/empty.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import { Section } from "../ui/section.tsx";
import { useLanguage, useWords } from "../words/use-words.ts";
import { employeeColumns } from "./employee-columns.tsx";
import { EmployeeDialog } from "./employee-dialog.tsx";
import { BulkDialog, useBulkButtons, type Many } from "./employees-bulk.tsx";
import { GuestsPart } from "./guests-part.tsx";
import { RemoveEmployee } from "./remove-employee.tsx";
import { useEmployeeFilter } from "./use-employee-filter.tsx";

export function EmployeesPage() {
  const say = useWords();
  return (
    <Section title={say("frame.employees")} guide="employees">
      <KeptByPbx />
      <Employees />
    </Section>
  );
}

/** The dialog that is open. */
type Opened = Readonly<
  { kind: "new" } | { kind: "edit" | "remove"; employee: Employee } | { kind: "many"; many: Many; untick: () => void }
>;

const idOf = ({ id }: Employee) => id;
const nameOf = ({ name }: Employee) => name;
const SORTED = { column: "name", isDescending: false };

function Employees() {
  const [opened, setOpened] = useState<Opened | null>(null);
  return (
    <>
      <EmployeesList onOpen={setOpened} />
      {opened && <Dialogs opened={opened} onClose={() => setOpened(null)} />}
    </>
  );
}

type ListProps = Readonly<{ /** Stays identical. */ onOpen: (opened: Opened) => void }>;

/** A dialog that opens does not render it anew. */
const EmployeesList = memo(function EmployeesList({ onOpen }: ListProps) {
  const say = useWords();
  const language = useLanguage();
  const company = useCompanyId();
  const { body: directory } = useDirectory(company);
  const { body: outgoing } = useOutgoingNumbers(company);
  const { country } = useCompany(company).body;
  const isKept = useIsKeptByPbx();
  const mayChange = useMayChange().people;
  const list = useImport("employees");
  const index = peopleIndex(directory);
  const departments = departmentsOf(directory);
  const find = useCallback((query: string) => searchPeople(index, query).employees, [index]);
  const hasGuests = directory.employees.some(({ guest }) => guest);
  const { data: known } = useQuery({ ...guestsQuery(company), enabled: hasGuests });
  const guests = useMemo(
    () => (hasGuests ? new Map(known?.items.map((guest) => [guest.id, guest])) : null),
    [hasGuests, known],
  );
  const { data: shown, error, refetch } = useQuery(shownAtHomeQuery(company));
  const names = useNamesIn(directory);
  const { labelOf, isOn } = useNumbers(directory);
  const columns = useMemo(
    () =>
      employeeColumns({
        say,
        company,
        names,
        labelOf,
        isOn,
        departments,
        shown,
        guests,
        mayChange,
        onEdit: (employee) => onOpen({ kind: "edit", employee }),
        onRemove: (employee) => onOpen({ kind: "remove", employee }),
      }),
    [say, company, names, labelOf, isOn, departments, shown, guests, mayChange, onOpen],
  );
  const filter = useEmployeeFilter(directory, outgoing, shown);
  const table = useTable({
    things: directory.employees,
    idOf,
    columns,
    sortedAtFirst: SORTED,
    find,
    passes: filter.passes,
  });
  const buttons = useBulkButtons(table.chosen, (many) =>
    onOpen({ kind: "many", many, untick: () => table.tickAll(false) }),
  );
  const isEmpty = directory.employees.length === 0;
  return (
    <>
      {!isEmpty && (
        <Group mb="sm">
          {mayChange && <Button onClick={() => onOpen({ kind: "new" })}>{say("employees.add")}</Button>}
          <SpreadsheetMenu kind="employees" onImport={mayChange ? list.open : null} />
        </Group>
      )}
      {list.part}
      {hasGuests && <GuestsPart />}
      {isEmpty ? (
        <Empty
          title={say("employees.empty")}
          text={isKept ? say("directory.emptyKept") : mayChange ? say("employees.emptyText") : undefined}
        >
          {mayChange && (
            <>
              <Button onClick={list.open}>{say("common.filesImport")}</Button>
              <Button variant="default" onClick={() => onOpen({ kind: "new" })}>
                {say("employees.add")}
              </Button>
            </>
          )}
        </Empty>
      ) : (
        <>
          <Text size="sm" c="dimmed" my="sm">
            {say("employees.shownNote", { country: countryName(country, language) })}
          </Text>
          {error && <FailureNote error={error} again={() => void refetch()} />}
          <TableView
            name="employees"
            label={say("frame.employees")}
            searchLabel={say("employees.search")}
            table={table}
            columns={columns}
            nameOf={nameOf}
            filters={filter.fields}
            countText={(count) => say("people.found", { count })}
            bulk={buttons}
          />
        </>
      )}
    </>
  );
});

function Dialogs({ opened, onClose }: Readonly<{ opened: Opened; onClose: () => void }>) {
  switch (opened.kind) {
    case "new":
      return <EmployeeDialog employee={null} onClose={onClose} />;
    case "edit":
      return <EmployeeDialog employee={opened.employee} onClose={onClose} />;
    case "remove":
      return <RemoveEmployee employee={opened.employee} onClose={onClose} onRemoved={onClose} />;
    case "many":
      return (
        <BulkDialog
          many={opened.many}
          onClose={onClose}
          onDone={() => {
            onClose();
            opened.untick();
          }}
        />
      );
  }
}
