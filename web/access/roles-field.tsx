import { Button, CloseButton, Stack } from "@mantine/core";
import { Suspense } from "react";
import { useMay } from "../session/use-may.ts";
import { Loading } from "../ui/loading.tsx";
import { useWords } from "../words/use-words.ts";
import { CompanySelect } from "./company-select.tsx";
import { EmployeeSelect } from "./employee-select.tsx";
import { IN_COMPANY, OVER_ALL, type RoleName, type RoleRow } from "./role-rows.ts";
import { Select } from "../ui/select.tsx";
import classes from "./access.module.css";

type Props = Readonly<{
  rows: readonly RoleRow[];
  onChange: (rows: readonly RoleRow[]) => void;
  /** The company in which roles are given; null: any, and those over all companies. */
  company: string | null;
  /** Whether missing values are errors already. */
  isSubmitted: boolean;
  /** By JSON Pointer: `/roles/0/employee`. */
  errors: ReadonlyMap<string, string>;
}>;

/** What a person may do, and where. */
export function RolesField({ rows, onChange, company, isSubmitted, errors }: Props) {
  const say = useWords();
  // Only whose rights are not of named companies gives roles over all of them.
  const isOverAll = useMay()("people.manage");
  const names: readonly RoleName[] = company === null && isOverAll ? [...OVER_ALL, ...IN_COMPANY] : IN_COMPANY;
  const set = (at: number, changed: Partial<RoleRow>) =>
    onChange(rows.map((row, place) => (place === at ? { ...row, ...changed } : row)));
  return (
    <Stack gap="sm">
      {rows.map((row, at) => {
        const inCompany = IN_COMPANY.includes(row.role);
        return (
          <fieldset key={at} className={classes.role}>
            {rows.length > 1 && <legend>{say("access.roleAt", { at: at + 1 })}</legend>}
            <Stack gap="xs">
              <Select
                label={say("access.role")}
                data={names.map((role) => ({ value: role, label: say(`access.role.${role}`) }))}
                value={row.role}
                onChange={(role) => role !== null && set(at, { role, employee: null })}
                description={say(`access.roleHint.${row.role}`)}
                allowDeselect={false}
                error={errors.get(`/roles/${at}`)}
              />
              {inCompany && company === null && (
                <CompanySelect
                  value={row.company}
                  onChange={(company) => set(at, { company, employee: null })}
                  error={
                    isSubmitted && row.company === null
                      ? say("access.companyMissing")
                      : errors.get(`/roles/${at}/company`)
                  }
                />
              )}
              {row.role === "employee" && row.company !== null && (
                <Suspense fallback={<Loading />}>
                  <EmployeeSelect
                    key={row.company}
                    company={row.company}
                    value={row.employee}
                    onChange={(employee) => set(at, { employee })}
                    error={
                      isSubmitted && row.employee === null
                        ? say("access.employeeMissing")
                        : errors.get(`/roles/${at}/employee`)
                    }
                  />
                </Suspense>
              )}
            </Stack>
            {rows.length > 1 && (
              <CloseButton
                className={classes.removeRole}
                aria-label={say("access.roleRemove", { at: at + 1 })}
                onClick={() => onChange(rows.filter((_, place) => place !== at))}
              />
            )}
          </fieldset>
        );
      })}
      <div>
        <Button
          variant="default"
          size="sm"
          onClick={() => onChange([...rows, { role: "admin", company, employee: null }])}
        >
          {say("access.roleAdd")}
        </Button>
      </div>
    </Stack>
  );
}
