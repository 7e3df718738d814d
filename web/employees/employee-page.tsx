import { Text } from "@mantine/core";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { Fragment } from "react";
import { E164 } from "../../src/number/e164.ts";
import { useDirectory } from "../api/documents.ts";
import { useCompanyId } from "../page/company-id.ts";
import { DirectoryCard } from "../directory/directory-card.tsx";
import { EmergencyNumber } from "../directory/emergency-number.tsx";
import { KeptByPbx } from "../directory/kept-by-pbx.tsx";
import { departmentsOf, deviceInWords, employeeById } from "../directory/people.ts";
import { ShownCard } from "../shown/shown-card.tsx";
import { Empty } from "../ui/empty.tsx";
import { Facts } from "../ui/facts.tsx";
import { NoteIcon } from "../ui/note.tsx";
import { PhoneNumber } from "../ui/phone-number.tsx";
import { Section } from "../ui/section.tsx";
import ui from "../ui/ui.module.css";
import { useWords } from "../words/use-words.ts";
import { EmployeeDialog } from "./employee-dialog.tsx";
import { GuestPart } from "./guest-part.tsx";
import { RemoveEmployee } from "./remove-employee.tsx";

export function EmployeePage() {
  const say = useWords();
  return (
    <Section title={say("employees.card")} guide="shown">
      <KeptByPbx />
      <EmployeeCard />
    </Section>
  );
}

function EmployeeCard() {
  const say = useWords();
  const company = useCompanyId();
  const { employee: id } = useParams({ from: "/companies/$company/employees/$employee" });
  const { body: directory } = useDirectory(company);
  const navigate = useNavigate();
  const employee = employeeById(directory, id);
  const back = (
    <Link to="/companies/$company/employees" params={{ company }} className={ui.link}>
      {say("employees.all")}
    </Link>
  );
  if (!employee) return <Empty title={say("failure.notFound")}>{back}</Empty>;
  const departments = departmentsOf(directory).get(id) ?? [];
  return (
    <DirectoryCard
      back={back}
      name={employee.name}
      facts={
        <>
          <Facts
            facts={[
              [say("directory.extension"), employee.extension],
              [
                say("frame.departments"),
                departments.length === 0
                  ? null
                  : departments.map(({ id, name }, at) => (
                      <Fragment key={id}>
                        {at > 0 && ", "}
                        <Link
                          to="/companies/$company/departments/$department"
                          params={{ company, department: id }}
                          className={ui.link}
                        >
                          {name}
                        </Link>
                      </Fragment>
                    )),
              ],
              [
                say("employees.lines"),
                employee.lines.length === 0
                  ? null
                  : employee.lines.map(({ id, device }) => (
                      <div key={id}>
                        {`${deviceInWords(device, say)}: `}
                        {id.startsWith("+") ? <PhoneNumber e164={id} /> : id}
                        {device === "corporate_sim" && !E164.test(id) && (
                          <>
                            {" "}
                            <NoteIcon tone="warning" /> {say("employees.simUnread")}
                          </>
                        )}
                      </div>
                    )),
              ],
              [
                say("directory.emergencyNumber"),
                employee.emergencyNumber === undefined ? null : (
                  <EmergencyNumber number={employee.emergencyNumber} directory={directory} />
                ),
              ],
              [
                say("employees.withhold"),
                employee.withhold === undefined
                  ? null
                  : say(employee.withhold ? "employees.withhold.hide" : "employees.withhold.show"),
              ],
              [
                say("employees.choice"),
                employee.choice === undefined ? null : (
                  <EmergencyNumber number={employee.choice} directory={directory} />
                ),
              ],
              [say("directory.id"), employee.id],
            ]}
          />
          {employee.guest && <GuestPart guest={id} />}
          {departments.length > 1 && (
            <Text size="sm" c="dimmed" mt="xs">
              {say("employees.manyDepartments")}
            </Text>
          )}
        </>
      }
      editDialog={(close) => <EmployeeDialog employee={employee} onClose={close} />}
      removeDialog={(close) => (
        <RemoveEmployee
          employee={employee}
          onClose={close}
          onRemoved={() => void navigate({ to: "/companies/$company/employees", params: { company } })}
        />
      )}
    >
      <ShownCard
        subject={{ employee: id }}
        note={say(employee.lines.length === 0 ? "shown.noteNoLines" : "shown.note")}
      />
    </DirectoryCard>
  );
}
