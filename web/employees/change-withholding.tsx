import { Radio, Stack, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import type { Employee } from "../../src/policy/directory.ts";
import { useCompany, useDirectory } from "../api/documents.ts";
import { saveDirectory } from "../directory/save-directory.ts";
import { FormDialog } from "../form/form-dialog.tsx";
import { useSaving } from "../form/use-saving.ts";
import { useCompanyId } from "../page/company-id.ts";
import { useWords } from "../words/use-words.ts";
import type { Many } from "./many.ts";

const WAYS = { hide: true, show: false, company: undefined } as const;

/** Sets for many employees at once whether clients see their number. */
export function ChangeWithholding({ employees, onClose, onDone }: Many) {
  const say = useWords();
  const company = useCompanyId();
  const { body: fields } = useCompany(company);
  const { body: directory } = useDirectory(company);
  const [way, setWay] = useState<keyof typeof WAYS>("hide");
  const { busy, errors, save } = useSaving();
  const meant = useMemo(() => new Set(employees), [employees]);
  const withholds = ({ withhold = fields.withhold }: Pick<Employee, "withhold">) => withhold;
  const next = WAYS[way] ?? fields.withhold;
  const concerned = directory.employees.filter((one) => meant.has(one.id) && withholds(one) !== next).length;

  async function submit(): Promise<void> {
    const done = await save(null, () =>
      saveDirectory(company, {
        edit: (directory) => ({
          ...directory,
          employees: directory.employees.map((one) => (meant.has(one.id) ? withWithhold(one, WAYS[way]) : one)),
        }),
        // Whatever else others have changed: the same people are meant.
        isUnchanged: () => true,
      }),
    );
    if (done) onDone();
  }

  const title = say("employees.withholdingOf", { count: employees.length });
  return (
    <FormDialog title={title} busy={busy} failure={errors.rest} onSubmit={submit} onClose={onClose}>
      <Radio.Group
        aria-label={title}
        description={say("employees.withholdHint")}
        value={way}
        onChange={(value) => setWay(value)}
      >
        <Stack gap="xs" mt="xs">
          {(["hide", "show", "company"] as const).map((value) => (
            <Radio key={value} value={value} label={say(`employees.withhold.${value}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <Text role="status">
        {concerned === 0
          ? say("employees.nothingChanges")
          : say(next ? "employees.willHide" : "employees.willNotHide", { count: concerned })}
      </Text>
    </FormDialog>
  );
}

function withWithhold({ withhold: _, ...employee }: Employee, withhold: boolean | undefined): Employee {
  return withhold === undefined ? employee : { ...employee, withhold };
}
