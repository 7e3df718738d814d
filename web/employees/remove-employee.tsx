import type { Employee } from "../../src/policy/directory.ts";
import { employeeById } from "../directory/people.ts";
import { RemoveFromDirectory } from "../directory/remove-from-directory.tsx";
import { useWords } from "../words/use-words.ts";

type Props = Readonly<{ employee: Employee; onClose: () => void; onRemoved: () => void }>;

export function RemoveEmployee({ employee, ...ways }: Props) {
  const say = useWords();
  return (
    <RemoveFromDirectory
      thing={employee}
      find={employeeById}
      list="employees"
      isFor={(entry) => "employee" in entry && entry.employee === employee.id}
      text={say("employees.removeText")}
      {...ways}
    />
  );
}
