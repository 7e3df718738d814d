import type { Department } from "../../src/policy/directory.ts";
import { departmentById } from "../directory/people.ts";
import { RemoveFromDirectory } from "../directory/remove-from-directory.tsx";
import { useWords } from "../words/use-words.ts";

type Props = Readonly<{ department: Department; onClose: () => void; onRemoved: () => void }>;

export function RemoveDepartment({ department, ...ways }: Props) {
  const say = useWords();
  return (
    <RemoveFromDirectory
      thing={department}
      find={departmentById}
      list="departments"
      isFor={(entry) => "department" in entry && entry.department === department.id}
      text={say("departments.removeText")}
      {...ways}
    />
  );
}
