import { Button } from "@mantine/core";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useDirectory } from "../api/documents.ts";
import { useCompanyId } from "../page/company-id.ts";
import { DirectoryCard } from "../directory/directory-card.tsx";
import { EmergencyNumber } from "../directory/emergency-number.tsx";
import { KeptByPbx } from "../directory/kept-by-pbx.tsx";
import { departmentById } from "../directory/people.ts";
import { ShownCard } from "../shown/shown-card.tsx";
import { Empty } from "../ui/empty.tsx";
import { Facts } from "../ui/facts.tsx";
import { Section } from "../ui/section.tsx";
import ui from "../ui/ui.module.css";
import { useWords } from "../words/use-words.ts";
import { DepartmentDialog } from "./department-dialog.tsx";
import { RemoveDepartment } from "./remove-department.tsx";

/** Members that are listed at first. */
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
  const navigate = useNavigate();
  const [all, setAll] = useState(false);
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
    <DirectoryCard
      back={back}
      name={department.name}
      facts={
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
                      {say("common.more", { count: members.length - shown.length })}
                    </Button>
                  )}
                </>
              ),
            ],
            [
              say("directory.emergencyNumber"),
              department.emergencyNumber === undefined ? null : (
                <EmergencyNumber number={department.emergencyNumber} directory={directory} />
              ),
            ],
            [say("directory.id"), id],
          ]}
        />
      }
      editDialog={(close) => <DepartmentDialog department={department} onClose={close} />}
      removeDialog={(close) => (
        <RemoveDepartment
          department={department}
          onClose={close}
          onRemoved={() => void navigate({ to: "/companies/$company/departments", params: { company } })}
        />
      )}
    >
      <ShownCard subject={{ department: id }} note={say("shown.noteDepartment")} />
    </DirectoryCard>
  );
}
