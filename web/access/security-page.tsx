import { Button, Checkbox, Stack, Text } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Navigate } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import type { Security } from "../../src/contract/people.ts";
import { queryClient } from "../api/query-client.ts";
import { saveSecurity, securityQuery } from "../api/security.ts";
import { useSaving } from "../form/use-saving.ts";
import { refreshSession } from "../session/session.ts";
import { Frame } from "../session/frame.tsx";
import { useMay } from "../session/use-may.ts";
import { FailureNote } from "../ui/failure-note.tsx";
import { MultiSelect } from "../ui/multi-select.tsx";
import { Part } from "../ui/part.tsx";
import { Section } from "../ui/section.tsx";
import { shownOptions } from "../ui/shown-options.ts";
import ui from "../ui/ui.module.css";
import { findByWords } from "../find/search.ts";
import { useWords } from "../words/use-words.ts";
import { useCompanyOptions } from "./company-select.tsx";
import { ProvidersPart } from "./providers-part.tsx";
import { requirementsOf, requires, rowsOf, type RequiredRole } from "./requirements.ts";

/** Of whom a second factor is required, and where companies sign in, for operators. */
export function SecurityPage() {
  const say = useWords();
  if (!useMay()("security.manage")) return <Navigate to="/companies" replace />;
  return (
    <Frame>
      <div className={ui.narrow}>
        <Section title={say("frame.security")} guide="security">
          <div className={ui.cards}>
            <Requirements />
            <ProvidersPart />
          </div>
        </Section>
      </div>
    </Frame>
  );
}

function Requirements() {
  const say = useWords();
  const { data } = useSuspenseQuery(securityQuery);
  const [edited, setEdited] = useState<Readonly<{ from: Security; rows: readonly RequiredRole[] }> | null>(null);
  const { busy, errors, save } = useSaving();
  const rows = edited?.rows ?? rowsOf(data);
  const set = (role: RequiredRole["role"], changed: Partial<RequiredRole>) => {
    setEdited({ from: data, rows: rows.map((row) => (row.role === role ? { ...row, ...changed } : row)) });
  };

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!(await save(null, () => saveSecurity(requirementsOf(rows)), "security.saved"))) return;
    queryClient.setQueryData(securityQuery.queryKey, requirementsOf(rows));
    setEdited(null);
    // It may hold for whoever has just required it.
    await refreshSession();
  }

  return (
    <Part title={say("security.factor")}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="sm">
          <Text size="sm">{say("security.factorText")}</Text>
          {rows.map((row) => (
            <Stack key={row.role} gap={4}>
              <Checkbox
                label={say(`security.role.${row.role}`)}
                checked={row.isRequired}
                onChange={(event) => set(row.role, { isRequired: event.currentTarget.checked })}
              />
              {row.isRequired && row.companies !== null && (
                <Companies row={row} onChange={(companies) => set(row.role, { companies })} />
              )}
            </Stack>
          ))}
          {errors.rest !== null && <FailureNote error={errors.rest} />}
          <Button
            type="submit"
            loading={busy}
            disabled={edited === null || !requires(edited.rows, edited.from)}
            style={{ alignSelf: "start" }}
          >
            {say("frame.save")}
          </Button>
        </Stack>
      </form>
    </Part>
  );
}

type CompaniesProps = Readonly<{ row: RequiredRole; onChange: (companies: readonly string[]) => void }>;

function Companies({ row, onChange }: CompaniesProps) {
  const say = useWords();
  const options = useCompanyOptions();
  return (
    <MultiSelect
      label={say("security.companies", { role: say(`access.role.${row.role}`) })}
      description={say("security.companiesHint")}
      data={options}
      filter={({ search }) =>
        shownOptions(search.trim() === "" ? options : findByWords(options, ({ label }) => label)(search), say)
      }
      value={[...row.companies!]}
      onChange={onChange}
      nothingFoundMessage={say("frame.nothingFound")}
    />
  );
}
