import { ActionIcon, Button, Group, Text, TextInput, VisuallyHidden } from "@mantine/core";
import IconArrowDown from "@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs";
import IconArrowUp from "@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs";
import IconPencil from "@tabler/icons-react/dist/esm/icons/IconPencil.mjs";
import IconTrash from "@tabler/icons-react/dist/esm/icons/IconTrash.mjs";
import { Link } from "@tanstack/react-router";
import { useCallback, useMemo, useRef, useState } from "react";
import type { Department } from "../../src/policy/directory.ts";
import { useDirectory } from "../api/documents.ts";
import { useCompanyId } from "../page/company-id.ts";
import { moveDepartment } from "../directory/edit-directory.ts";
import { KeptByPbx, useIsKeptByPbx } from "../directory/kept-by-pbx.tsx";
import { saveDirectory } from "../directory/save-directory.ts";
import { useSaving } from "../form/use-saving.ts";
import { peopleIndex, searchPeople } from "../find/search.ts";
import { SpreadsheetMenu } from "../spreadsheet/spreadsheet-menu.tsx";
import { Empty } from "../ui/empty.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import list from "../ui/list.module.css";
import { SearchedList } from "../ui/searched-list.tsx";
import { Section } from "../ui/section.tsx";
import { useWords } from "../words/use-words.ts";
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

type Opened = Readonly<{ kind: "new" } | { kind: "edit" | "remove"; department: Department }>;

function Departments() {
  const say = useWords();
  const company = useCompanyId();
  const { body: directory } = useDirectory(company);
  const { departments } = directory;
  const readOnly = useIsKeptByPbx();
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = () => setOpened(null);
  const [announced, setAnnounced] = useState("");
  const { errors, save } = useSaving();
  const queue = useRef(Promise.resolve());
  const index = useMemo(() => peopleIndex(directory), [directory]);
  const find = useCallback((query: string) => searchPeople(index, query).departments, [index]);
  const places = new Map(departments.map(({ id }, at) => [id, at]));

  async function moveNow({ id, name }: Department, to: (from: number) => number): Promise<void> {
    let place = 0;
    const done = await save(null, () =>
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
    );
    if (done) setAnnounced(say("departments.moved", { name, place }));
  }

  /** Moves are queued: each begins where the one before has ended. */
  function move(department: Department, to: (from: number) => number): void {
    queue.current = queue.current.then(() => moveNow(department, to));
  }

  return (
    <>
      <Group mb="sm">
        {!readOnly && <Button onClick={() => setOpened({ kind: "new" })}>{say("departments.add")}</Button>}
        <SpreadsheetMenu kind="departments" readOnly={readOnly} />
      </Group>
      {departments.length > 1 && (
        <Text size="sm" c="dimmed" mb="sm">
          {say("departments.orderNote")}
        </Text>
      )}
      {errors.rest !== null && <FailureNote error={errors.rest} />}
      <VisuallyHidden role="status">{announced}</VisuallyHidden>
      {departments.length === 0 ? (
        <Empty
          title={say("departments.empty")}
          text={say(readOnly ? "directory.emptyKept" : "departments.emptyText")}
        />
      ) : (
        <SearchedList
          label={say("frame.departments")}
          searchLabel={say("departments.search")}
          things={departments}
          find={find}
          searchedFrom={8}
        >
          {(department) => {
            const { id, name, members } = department;
            const at = places.get(id)!;
            return (
              <li key={id} className={list.row}>
                <div className={list.rowHead}>
                  <Position
                    // A number that was typed is dropped when the department moves.
                    key={at}
                    place={at + 1}
                    label={say("departments.place", { name })}
                    onMove={(place) => move(department, () => place - 1)}
                  />
                  <Link
                    to="/companies/$company/departments/$department"
                    params={{ company, department: id }}
                    className={list.name}
                  >
                    {name}
                  </Link>
                  <Text size="sm" c="dimmed">
                    {say("people.found", { count: members.length })}
                  </Text>
                  <span className={list.rowButtons}>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={say("departments.up", { name })}
                      aria-disabled={at === 0}
                      data-disabled={at === 0}
                      onClick={() => at > 0 && move(department, (from) => from - 1)}
                    >
                      <IconArrowUp size={18} />
                    </ActionIcon>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={say("departments.down", { name })}
                      aria-disabled={at === departments.length - 1}
                      data-disabled={at === departments.length - 1}
                      onClick={() => at < departments.length - 1 && move(department, (from) => from + 1)}
                    >
                      <IconArrowDown size={18} />
                    </ActionIcon>
                    {!readOnly && (
                      <>
                        <ActionIcon
                          variant="subtle"
                          color="gray"
                          aria-label={say("directory.edit", { name })}
                          onClick={() => setOpened({ kind: "edit", department })}
                        >
                          <IconPencil size={18} />
                        </ActionIcon>
                        <ActionIcon
                          variant="subtle"
                          color="gray"
                          aria-label={say("directory.remove", { name })}
                          onClick={() => setOpened({ kind: "remove", department })}
                        >
                          <IconTrash size={18} />
                        </ActionIcon>
                      </>
                    )}
                  </span>
                </div>
              </li>
            );
          }}
        </SearchedList>
      )}
      {opened?.kind === "new" && <DepartmentDialog department={null} onClose={close} />}
      {opened?.kind === "edit" && <DepartmentDialog department={opened.department} onClose={close} />}
      {opened?.kind === "remove" && (
        <RemoveDepartment department={opened.department} onClose={close} onRemoved={close} />
      )}
    </>
  );
}

type PositionProps = Readonly<{ place: number; label: string; onMove: (place: number) => void }>;

/** The department's place in the order as an editable number: Enter or leaving the field moves it there. */
function Position({ place, label, onMove }: PositionProps) {
  const [text, setText] = useState(String(place));
  function commit(): void {
    const wanted = Number(text);
    if (Number.isInteger(wanted) && wanted >= 1 && wanted !== place) onMove(wanted);
    else setText(String(place));
  }
  return (
    <TextInput
      aria-label={label}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
      inputMode="numeric"
      size="xs"
      w={48}
    />
  );
}
