import { Button, Group, Text } from "@mantine/core";
import { memo, useCallback, useMemo, useRef, useState } from "react";
import type { Department } from "../../src/policy/directory.ts";
import type { PersonalEntry } from "../../src/policy/outgoing-numbers.ts";
import { useDirectory, useOutgoingNumbers } from "../api/documents.ts";
import { GiveNumber } from "../bulk/give-number.tsx";
import { RemoveMany } from "../bulk/remove-many.tsx";
import { useCompanyId } from "../page/company-id.ts";
import { moveDepartment } from "../directory/edit-directory.ts";
import { KeptByPbx, useIsKeptByPbx } from "../directory/kept-by-pbx.tsx";
import { useMayChange } from "../directory/use-may-change.ts";
import { useNumbers } from "../directory/use-numbers.ts";
import { saveDirectory } from "../directory/save-directory.ts";
import { useSaving } from "../form/use-saving.ts";
import { peopleIndex, searchDepartments } from "../find/search.ts";
import { useMay } from "../session/use-may.ts";
import { SpreadsheetMenu } from "../spreadsheet/spreadsheet-menu.tsx";
import { useImport } from "../spreadsheet/use-import.tsx";
import { FilterChip } from "../table/filter-chip.tsx";
import { TableView } from "../table/table-view.tsx";
import { useLatest } from "../table/use-latest.ts";
import { useTable } from "../table/use-table.ts";
import { Empty } from "../ui/empty.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import { Section } from "../ui/section.tsx";
import { toast } from "../ui/toasts.ts";
import { useWords } from "../words/use-words.ts";
import { departmentColumns } from "./department-columns.tsx";
import { DepartmentDialog } from "./department-dialog.tsx";
import { RemoveDepartment } from "./remove-department.tsx";

export function DepartmentsPage() {
  const say = useWords();
  return (
    <Section title={say("frame.departments")} guide="departments">
      <KeptByPbx />
      <Departments />
    </Section>
  );
}

/** The dialog that is open. */
type Opened = Readonly<
  | { kind: "new" }
  | { kind: "edit" | "remove"; department: Department }
  | { kind: "number" | "remove many"; departments: readonly string[]; untick: () => void }
>;

const idOf = ({ id }: Department) => id;
const nameOf = ({ name }: Department) => name;
const SORTED = { column: "place", isDescending: false };

function Departments() {
  const [opened, setOpened] = useState<Opened | null>(null);
  return (
    <>
      <DepartmentsList onOpen={setOpened} />
      {opened && <Dialogs opened={opened} onClose={() => setOpened(null)} />}
    </>
  );
}

type ListProps = Readonly<{ /** Stays identical. */ onOpen: (opened: Opened) => void }>;

/** A dialog that opens does not render it anew. */
const DepartmentsList = memo(function DepartmentsList({ onOpen }: ListProps) {
  const say = useWords();
  const company = useCompanyId();
  const { body: directory } = useDirectory(company);
  const { body: outgoing } = useOutgoingNumbers(company);
  const { departments } = directory;
  const isKept = useIsKeptByPbx();
  const mayChange = useMayChange();
  const mayGive = useMay()("outgoing-numbers.write", company);
  const list = useImport("departments");
  const { errors, save } = useSaving();
  const queue = useRef(Promise.resolve());
  const index = peopleIndex(directory);
  const find = useCallback((query: string) => searchDepartments(index, query), [index]);
  const entries = useMemo(() => entriesOfDepartments(outgoing.personal), [outgoing]);
  const [without, setWithout] = useState(false);
  const passes = useCallback(({ id }: Department) => !(without && entries.has(id)), [without, entries]);
  const { labelOf, isOn } = useNumbers(directory);

  async function moveNow({ id, name }: Department, to: (from: number) => number): Promise<void> {
    let place = 0;
    const done = await save(
      null,
      () =>
        saveDirectory(company, {
          edit: (directory) => {
            const from = directory.departments.findIndex((department) => department.id === id);
            const moved = moveDepartment(directory, id, to(from));
            place = moved.departments.findIndex((department) => department.id === id) + 1;
            return moved;
          },
          // If others have saved another order in between, the department moves within that one.
          isUnchanged: () => true,
        }),
      null,
    );
    if (done) toast(say("departments.moved", { name, place }));
  }

  /** Moves are queued: each begins where the one before has ended. */
  function move(department: Department, to: (from: number) => number): void {
    queue.current = queue.current.then(() => moveNow(department, to));
  }

  const onMove = useLatest(move);
  const columns = useMemo(
    () =>
      departmentColumns({
        say,
        company,
        places: new Map(departments.map(({ id }, at) => [id, at])),
        entries,
        labelOf,
        isOn,
        mayChange: mayChange.people,
        onMove: mayChange.settings ? onMove : null,
        onEdit: (department) => onOpen({ kind: "edit", department }),
        onRemove: (department) => onOpen({ kind: "remove", department }),
      }),
    [say, company, departments, entries, labelOf, isOn, mayChange.people, mayChange.settings, onMove, onOpen],
  );
  const table = useTable({ things: departments, idOf, columns, sortedAtFirst: SORTED, find, passes });
  const isEmpty = departments.length === 0;
  const many = (kind: "number" | "remove many") =>
    onOpen({ kind, departments: table.chosen.map(idOf), untick: () => table.tickAll(false) });

  return (
    <>
      {!isEmpty && (
        <Group mb="sm">
          {mayChange.people && <Button onClick={() => onOpen({ kind: "new" })}>{say("departments.add")}</Button>}
          <SpreadsheetMenu kind="departments" onImport={mayChange.people ? list.open : null} />
        </Group>
      )}
      {list.part}
      {departments.length > 1 && (
        <Text size="sm" c="dimmed" mb="sm">
          {say("departments.orderNote")}
        </Text>
      )}
      {errors.rest !== null && <FailureNote error={errors.rest} />}
      {isEmpty ? (
        <Empty
          title={say("departments.empty")}
          text={isKept ? say("directory.emptyKept") : mayChange.people ? say("departments.emptyText") : undefined}
        >
          {mayChange.people && (
            <>
              <Button onClick={() => onOpen({ kind: "new" })}>{say("departments.add")}</Button>
              <Button variant="default" onClick={list.open}>
                {say("common.filesImport")}
              </Button>
            </>
          )}
        </Empty>
      ) : (
        <TableView
          name="departments"
          label={say("frame.departments")}
          searchLabel={say("departments.search")}
          table={table}
          columns={columns}
          nameOf={nameOf}
          filters={<FilterChip label={say("departments.withoutNumber")} isOn={without} onToggle={setWithout} />}
          countText={(count) => say("departments.found", { count })}
          bulk={
            mayGive || mayChange.people ? (
              <>
                {mayGive && (
                  <Button size="sm" onClick={() => many("number")}>
                    {say("bulk.giveNumber")}
                  </Button>
                )}
                {mayChange.people && (
                  <Button size="sm" variant="default" onClick={() => many("remove many")}>
                    {say("directory.removeIt")}
                  </Button>
                )}
              </>
            ) : null
          }
        />
      )}
    </>
  );
});

function Dialogs({ opened, onClose }: Readonly<{ opened: Opened; onClose: () => void }>) {
  const say = useWords();
  const finish = (untick: () => void) => {
    onClose();
    untick();
  };
  switch (opened.kind) {
    case "new":
      return <DepartmentDialog department={null} onClose={onClose} />;
    case "edit":
      return <DepartmentDialog department={opened.department} onClose={onClose} />;
    case "remove":
      return <RemoveDepartment department={opened.department} onClose={onClose} onRemoved={onClose} />;
    case "number":
      return (
        <GiveNumber
          people={opened}
          title={say("departments.giveTo", { count: opened.departments.length })}
          onClose={onClose}
          onDone={() => finish(opened.untick)}
        />
      );
    case "remove many":
      return (
        <RemoveMany
          people={opened}
          title={say("departments.removeMany", { count: opened.departments.length })}
          text={say("departments.removeManyText")}
          onClose={onClose}
          onDone={() => finish(opened.untick)}
        />
      );
  }
}

/** By the id of the department. */
function entriesOfDepartments(personal: readonly PersonalEntry[]): ReadonlyMap<string, readonly PersonalEntry[]> {
  const theirs = personal.filter((entry) => "department" in entry);
  return Map.groupBy(theirs, ({ department }) => department);
}
