import { Button, Group, Stack, Text } from "@mantine/core";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useDirectory } from "../api/documents.ts";
import { useCompanyId } from "../page/company-id.ts";
import { KeptByPbx, useIsKeptByPbx } from "../directory/kept-by-pbx.tsx";
import { departmentById } from "../directory/people.ts";
import { ShownCard } from "../shown/shown-card.tsx";
import { Empty } from "../ui/empty.tsx";
import { Facts } from "../ui/facts.tsx";
import { Section } from "../ui/section.tsx";
import ui from "../ui/ui.module.css";
import { useWords } from "../words/use-words.ts";
import { DepartmentDialog } from "./department-dialog.tsx";
import { RemoveDepartment } from "./remove-department.tsx";

/** Members that are named before more are asked for. */
const SHOWN = 60;

export function DepartmentPage() {
  const say = useWords();
  return (
    <Section title={say("departments.card")} guide="shown">
      <KeptByPbx />
      <DepartmentCard />
    </Section>
  );
}

function DepartmentCard() {
  const say = useWords();
  const company = useCompanyId();
  const { department: id } = useParams({ from: "/companies/$company/departments/$department" });
  const { body: directory } = useDirectory(company);
  const readOnly = useIsKeptByPbx();
  const navigate = useNavigate();
  const [opened, setOpened] = useState<"edit" | "remove" | null>(null);
  const [all, setAll] = useState(false);
  const close = () => setOpened(null);
  const names = useMemo(() => new Map(directory.employees.map(({ id, name }) => [id, name])), [directory]);
  const department = departmentById(directory, id);
  const back = (
    <Link to="/companies/$company/departments" params={{ company }} className={ui.link}>
      {say("departments.all")}
    </Link>
  );
  if (!department) return <Empty title={say("failure.notFound")}>{back}</Empty>;
  const { members } = department;
  const shown = all ? members : members.slice(0, SHOWN);
  return (
    <Stack>
      {back}
      <div className={ui.card}>
        <Group justify="space-between" align="flex-start">
          <Text fw={700} size="lg">
            {department.name}
          </Text>
          {!readOnly && (
            <Group gap="xs">
              <Button size="sm" variant="default" onClick={() => setOpened("edit")}>
                {say("directory.change")}
              </Button>
              <Button size="sm" variant="default" onClick={() => setOpened("remove")}>
                {say("directory.removeIt")}
              </Button>
            </Group>
          )}
        </Group>
        <Facts
          facts={[
            [say("departments.placeIs"), String(directory.departments.indexOf(department) + 1)],
            [
              say("departments.members"),
              members.length === 0 ? (
                say("departments.noMembers")
              ) : (
                <>
                  {shown.map((member) => (
                    <div key={member}>
                      <Link
                        to="/companies/$company/employees/$employee"
                        params={{ company, employee: member }}
                        className={ui.link}
                      >
                        {names.get(member) ?? member}
                      </Link>
                    </div>
                  ))}
                  {members.length > shown.length && (
                    <Button variant="subtle" size="compact-sm" onClick={() => setAll(true)}>
                      {say("outgoing.moreChips", { count: members.length - shown.length })}
                    </Button>
                  )}
                </>
              ),
            ],
            [say("directory.id"), id],
          ]}
        />
      </div>
      <div className={ui.card}>
        <ShownCard whom={{ department: id }} note={say("shown.noteDepartment")} />
      </div>
      {opened === "edit" && <DepartmentDialog department={department} onClose={close} />}
      {opened === "remove" && (
        <RemoveDepartment
          department={department}
          onClose={close}
          onRemoved={() => void navigate({ to: "/companies/$company/departments", params: { company } })}
        />
      )}
    </Stack>
  );
}
