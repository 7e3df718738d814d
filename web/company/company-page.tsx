import { Alert, Button, Group, Radio, Stack, Text, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import type { Company } from "../../src/policy/company.ts";
import type { Warning } from "../../src/policy/problem.ts";
import { companyPath, companyQuery, useCompany, useDirectory, type Read } from "../api/documents.ts";
import { Failure } from "../api/failure.ts";
import { queryClient } from "../api/query-client.ts";
import { request } from "../api/request.ts";
import { useCompanyId } from "../app/company-id.ts";
import { useSaving } from "../directory/use-saving.ts";
import { useSession } from "../session/session.ts";
import { CountrySelect } from "../ui/country-select.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import { intoSight } from "../ui/into-sight.ts";
import { NumberSelect } from "../ui/number-select.tsx";
import { problemText } from "../ui/problem-text.ts";
import { Section } from "../ui/section.tsx";
import { useMomentText, useWords } from "../words/use-words.ts";
import classes from "./company-page.module.css";
import { isSame, laidOver, overlapsOf, type Field } from "./company-fields.ts";

export function CompanyPage() {
  const say = useWords();
  const company = useCompanyId();
  return (
    <Section title={say("frame.company")} guide="company">
      <CompanyForm key={company} company={company} />
    </Section>
  );
}

type Conflict = Readonly<{ who: string; at: string | null; overlaps: readonly Field[] }>;

type Saved = Company & Readonly<{ revision: number; warnings: readonly Warning[] }>;

function CompanyForm({ company }: Readonly<{ company: string }>) {
  const say = useWords();
  const momentText = useMomentText();
  const isOperator = useSession().session?.role === "operator";
  const { body: directory } = useDirectory(company);
  const served = useCompany(company);
  const [base, setBase] = useState(served);
  const [fields, setFields] = useState(served.body);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [warnings, setWarnings] = useState<readonly Warning[] | null>(null);
  const { busy, faults, save } = useSaving();
  const set = (changed: Partial<Company>) => {
    setWarnings(null);
    setFields({ ...fields, ...changed });
  };

  // Newer from the service: shown while nothing is changed here. Else it is told of once it is saved.
  if (served.etag !== base.etag && isSame(base.body, fields)) {
    setFields(served.body);
    setBase(served);
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setWarnings(null);
    await save("", async () => {
      try {
        const body = { ...fields, name: fields.name.trim(), areaCode: fields.areaCode?.trim() || undefined };
        const answer = await request<Saved>("PUT", companyPath(company), { body, ifMatch: base.etag });
        const { revision, warnings, ...saved } = answer.body;
        const read: Read<Company> = { body: saved, etag: answer.etag ?? `"${revision}"` };
        queryClient.setQueryData(companyQuery(company).queryKey, read);
        setBase(read);
        setFields(saved);
        setConflict(null);
        setWarnings(warnings.filter(({ document }) => document === "company"));
      } catch (error) {
        if (!(error instanceof Failure && error.status === 412)) throw error;
        const { savedAt = null, savedBy } = error.problem;
        const newer = await queryClient.fetchQuery({ ...companyQuery(company), staleTime: 0 });
        setFields((mine) => laidOver(base.body, mine, newer.body));
        setBase(newer);
        setConflict({ who: savedBy ?? "", at: savedAt, overlaps: overlapsOf(base.body, fields, newer.body) });
      }
    });
  }

  const fault = (field: Field) => faults.fields.get(`/${field}`);
  const when = conflict?.at && momentText(conflict.at);
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className={classes.form}>
      <Stack>
        {conflict && (
          <Alert
            color="gray"
            variant="outline"
            role="alert"
            ref={intoSight}
            c="var(--mantine-color-text)"
            title={say("saving.conflict", { who: conflict.who, when: when ?? "" })}
          >
            {conflict.overlaps.length === 0
              ? say("company.conflictApart")
              : say("company.conflict", {
                  fields: conflict.overlaps.map((field) => say(`company.field.${field}`)).join(", "),
                })}
          </Alert>
        )}
        {faults.rest !== null && <FailureNote error={faults.rest} />}
        <TextInput
          label={say("company.field.name")}
          value={fields.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={fault("name")}
          required
        />
        <CountrySelect
          label={say("company.field.country")}
          description={say("company.countryHint")}
          value={fields.country}
          onChange={(country) => set({ country })}
          error={fault("country")}
        />
        <TextInput
          label={say("company.field.areaCode")}
          description={say("company.areaCodeHint")}
          value={fields.areaCode ?? ""}
          onChange={(event) => set({ areaCode: event.currentTarget.value })}
          error={fault("areaCode")}
          inputMode="numeric"
        />
        <NumberSelect
          label={say("company.field.emergencyNumber")}
          description={say("company.emergencyHint")}
          value={fields.emergencyNumber ?? null}
          onChange={(emergencyNumber) => set({ emergencyNumber })}
          none={{
            text: say("company.emergencyNone"),
            onClear: () => {
              const { emergencyNumber: _, ...rest } = fields;
              setWarnings(null);
              setFields(rest);
            },
          }}
          directory={directory}
          error={fault("emergencyNumber")}
        />
        <Radio.Group
          label={say("company.field.choice")}
          description={say("company.choiceHint")}
          value={fields.choice}
          onChange={(choice) => set({ choice })}
        >
          <Stack gap="xs" mt="xs">
            {(["assigned", "all", "off"] as const).map((choice) => (
              <Radio key={choice} value={choice} label={say(`company.choice.${choice}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <Radio.Group
          label={say("company.field.guests")}
          description={say(isOperator ? "company.guestsHint" : "company.guestsByOperator")}
          value={fields.guests}
          onChange={(guests) => set({ guests })}
        >
          <Stack gap="xs" mt="xs">
            {(["main", "full"] as const).map((guests) => (
              <Radio
                key={guests}
                value={guests}
                label={say(`employees.substitution.${guests}`)}
                disabled={!isOperator}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Group>
          <Button type="submit" loading={busy}>
            {say("frame.save")}
          </Button>
          <Text size="sm" role="status">
            {warnings && say("company.saved")}
          </Text>
        </Group>
        {warnings?.map(({ code }) => (
          <Text key={code} size="sm">
            {"⚠ "}
            {problemText(say, code)}
          </Text>
        ))}
      </Stack>
    </form>
  );
}
