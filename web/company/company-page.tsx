import { Button, Group, Radio, Stack, Text, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import type { Company } from "../../src/policy/company.ts";
import type { Warning } from "../../src/policy/problem.ts";
import { companyPath, companyQuery, etagOf, useCompany, useDirectory, type Read } from "../api/documents.ts";
import { queryClient } from "../api/query-client.ts";
import { request } from "../api/request.ts";
import { useCompanyId } from "../page/company-id.ts";
import { FieldConflict } from "../form/field-conflict.tsx";
import { SavedInBetween, saveOver } from "../form/save-over.ts";
import { useFields } from "../form/use-fields.ts";
import { useSaving } from "../form/use-saving.ts";
import { useMay } from "../session/use-may.ts";
import { countryName } from "../countries/country-name.ts";
import { CountrySelect } from "../ui/country-select.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import { LeaveGuard } from "../ui/leave-guard.tsx";
import { NumberSelect } from "../ui/number-select.tsx";
import { writePhone } from "../ui/phone-number.tsx";
import { problemText } from "../ui/problem-text.ts";
import { Section } from "../ui/section.tsx";
import { useLanguage, useWords } from "../words/use-words.ts";
import classes from "./company-page.module.css";

export function CompanyPage() {
  const say = useWords();
  const company = useCompanyId();
  return (
    <Section title={say("frame.company")} guide="company">
      <CompanyForm key={company} company={company} />
    </Section>
  );
}

type Saved = Company & Readonly<{ revision: number; warnings: readonly Warning[] }>;

function CompanyForm({ company }: Readonly<{ company: string }>) {
  const say = useWords();
  const language = useLanguage();
  const mayOpenToGuests = useMay()("company.open-to-guests", company);
  const { body: directory } = useDirectory(company);
  const form = useFields(useCompany(company));
  const { base, fields, conflict } = form;
  const [warnings, setWarnings] = useState<readonly Warning[] | null>(null);
  const { busy, errors, save } = useSaving();
  const set = (changed: Partial<Company>) => {
    setWarnings(null);
    form.set(changed);
  };

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setWarnings(null);
    await save("", async () => {
      try {
        const body = { ...fields, name: fields.name.trim(), areaCode: fields.areaCode?.trim() || undefined };
        const answer = await saveOver({
          query: companyQuery(company),
          over: base,
          isUnchanged: ({ etag }) => etag === base.etag,
          send: async ({ etag: ifMatch }) => request<Saved>("PUT", companyPath(company), { body, ifMatch }),
        });
        const { revision, warnings, ...saved } = answer.body;
        const read: Read<Company> = { body: saved, etag: etagOf(revision) };
        queryClient.setQueryData(companyQuery(company).queryKey, read);
        form.onSaved();
        setWarnings(warnings.filter(({ document }) => document === "company"));
      } catch (error) {
        if (!(error instanceof SavedInBetween)) throw error;
        form.onConflict(error as SavedInBetween<Company>);
      }
    });
  }

  const error = (field: keyof Company) => errors.fields.get(`/${field}`);
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className={classes.form}>
      <Stack>
        {conflict && (
          <FieldConflict
            conflict={conflict}
            fieldText={(field) => say(`company.field.${field}`)}
            valueTexts={{
              name: (name) => name,
              country: (country) => countryName(country, language),
              areaCode: (areaCode = "") => areaCode,
              emergencyNumber: (number) => (number === undefined ? say("company.emergencyNone") : writePhone(number)),
              choice: (choice) => say(`company.choice.${choice}`),
              guests: (guests) => say(`employees.substitution.${guests}`),
            }}
          />
        )}
        {errors.rest !== null && <FailureNote error={errors.rest} />}
        <TextInput
          label={say("company.field.name")}
          value={fields.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={error("name")}
          required
        />
        <CountrySelect
          label={say("company.field.country")}
          description={say("company.countryHint")}
          value={fields.country}
          onChange={(country) => set({ country })}
          error={error("country")}
        />
        <TextInput
          label={say("company.field.areaCode")}
          description={say("company.areaCodeHint")}
          value={fields.areaCode ?? ""}
          onChange={(event) => set({ areaCode: event.currentTarget.value })}
          error={error("areaCode")}
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
              form.setAll(rest);
            },
          }}
          directory={directory}
          error={error("emergencyNumber")}
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
          description={say(mayOpenToGuests ? "company.guestsHint" : "company.guestsByOperator")}
          value={fields.guests}
          onChange={(guests) => set({ guests })}
        >
          <Stack gap="xs" mt="xs">
            {(["main", "full"] as const).map((guests) => (
              <Radio
                key={guests}
                value={guests}
                label={say(`employees.substitution.${guests}`)}
                disabled={!mayOpenToGuests}
              />
            ))}
          </Stack>
        </Radio.Group>
        <LeaveGuard text={form.isChanged ? say("company.leaveText") : null} />
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
