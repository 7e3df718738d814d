import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Company } from "../../src/policy/company.ts";
import type { Directory } from "../../src/policy/directory.ts";
import type { Warning } from "../../src/policy/problem.ts";
import { Note } from "../ui/note.tsx";
import { problemText } from "../ui/problem-text.ts";
import { sentence } from "../words/sentence.ts";
import { useWords } from "../words/use-words.ts";
import type { WordKey } from "../words/load.ts";

/** People who are named. */
const NAMED = 3;

type Optional = "emergencyNumber" | "outsideLine";

/** What is offered: to leave the field empty, which ends the warning. */
const CLEARED: Readonly<Partial<Record<Warning["code"], readonly [field: Optional, text: WordKey]>>> = {
  emergency_number_off: ["emergencyNumber", "company.fixEmergencyNumber"],
  outside_line_hides: ["outsideLine", "company.fixOutsideLine"],
  outside_line_is_trunk_prefix: ["outsideLine", "company.fixOutsideLine"],
};

type Props = Readonly<{
  /** Its id. */
  company: string;
  warnings: readonly Warning[];
  fields: Company;
  directory: Directory;
  /** Null: they may not. */
  onClear: ((field: Optional) => void) | null;
}>;

/** The warnings about a company's own fields, with the people they are about and a way to fix them. */
export function CompanyWarnings({ company, warnings, fields, directory, onClear }: Props) {
  const say = useWords();
  return warnings.map(({ code, others = [], numbers = [] }) => {
    const [field, text] = CLEARED[code] ?? [];
    return (
      <Note
        key={code}
        tone="warning"
        action={
          onClear &&
          field !== undefined &&
          fields[field] !== undefined && (
            <Button variant="default" size="compact-sm" onClick={() => onClear(field)}>
              {say(text!)}
            </Button>
          )
        }
      >
        {sentence(problemText(say, code))}{" "}
        {others
          .map((pointer) => employeeAt(directory, pointer))
          .filter((employee) => employee !== undefined)
          .slice(0, NAMED)
          .map(({ id, name, extension }) => (
            <span key={id}>
              <Link to="/companies/$company/employees/$employee" params={{ company, employee: id }}>
                {`${name} · ${extension}`}
              </Link>{" "}
            </span>
          ))}
        {numbers.length > 0 && say("company.hiddenNumbers", { numbers: numbers.join(", ") })}
      </Note>
    );
  });
}

/** @param pointer into the directory: `/employees/3/extension` */
function employeeAt({ employees }: Directory, pointer: string) {
  const [, list, at] = pointer.split("/");
  return list === "employees" ? employees[Number(at)] : undefined;
}
