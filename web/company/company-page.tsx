import { Button, Radio, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef, useState, type FormEvent } from "react";
import type { Company } from "../../src/policy/company.ts";
import type { Warning } from "../../src/policy/problem.ts";
import { companyQuery, etagOf, outgoingNumbersQuery, useCompany, useDirectory, type Read } from "../api/documents.ts";
import { queryClient } from "../api/query-client.ts";
import { change } from "../api/change.ts";
import { useCompanyId } from "../page/company-id.ts";
import { FieldConflict } from "../form/field-conflict.tsx";
import { SavedInBetween, saveOver } from "../form/save-over.ts";
import { useFields } from "../form/use-fields.ts";
import { useSaving } from "../form/use-saving.ts";
import { useMay } from "../session/use-may.ts";
import { deviceInWords } from "../directory/people.ts";
import { countryName } from "../countries/country-name.ts";
import { CountrySelect } from "../ui/country-select.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import { intoSight } from "../ui/into-sight.ts";
import { LeaveGuard } from "../ui/leave-guard.tsx";
import { NumberSelect } from "../ui/number-select.tsx";
import { writePhone } from "../ui/phone-number.tsx";
import { Section } from "../ui/section.tsx";
import { useLanguage, useWords, type Say } from "../words/use-words.ts";
import { errorOf, savedFields } from "./company-form.ts";
import classes from "./company-page.module.css";
import { CompanyQuotas } from "./company-quotas.tsx";
import { CompanyWarnings } from "./company-warnings.tsx";
import { DiallingFields } from "./dialling-fields.tsx";

export function CompanyPage() {
  const say = useWords();
  const company = useCompanyId();
  return (
    <Section title={say("frame.company")} guide="company">
      <Stack gap="xl" className={classes.form} key={company}>
        <CompanyForm company={company} />
        <CompanyQuotas company={company} />
      </Stack>
    </Section>
  );
}

type Saved = Company & Readonly<{ revision: number; warnings: readonly Warning[]; expectations: readonly unknown[] }>;

function CompanyForm({ company }: Readonly<{ company: string }>) {
  const say = useWords();
  const language = useLanguage();
  const may = useMay();
  const mayWrite = may("company.write", company);
  const mayOpenToGuests = may("company.open-to-guests", company);
  const { body: directory } = useDirectory(company);
  const form = useFields(useCompany(company));
  const { base, fields, conflict } = form;
  const [warnings, setWarnings] = useState<readonly Warning[] | null>(null);
  const standing = useStandingWarnings(company);
  const saveButton = useRef<HTMLButtonElement>(null);
  const { busy, errors, save } = useSaving();
  const set = (changed: Partial<Company>) => {
    setWarnings(null);
    form.set(changed);
  };

  function clear(field: "emergencyNumber" | "outsideLine"): void {
    const { [field]: _, ...rest } = fields;
    setWarnings(null);
    form.setAll(rest);
  }

  /** Clears a field that is warned about; only saving it ends the warning. */
  function fix(field: "emergencyNumber" | "outsideLine"): void {
    clear(field);
    saveButton.current?.focus();
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setWarnings(null);
    await save(
      "",
      async () => {
        try {
          const body = savedFields(fields);
          const answer = await saveOver({
            query: companyQuery(company),
            over: base,
            isUnchanged: ({ etag }) => etag === base.etag,
            send: async ({ etag: ifMatch }) => change<Saved>(company, "PUT", "", { body, ifMatch }),
          });
          const { revision, warnings, expectations: _, ...saved } = answer.body;
          const read: Read<Company> = { body: saved, etag: etagOf(revision) };
          queryClient.setQueryData(companyQuery(company).queryKey, read);
          form.onSaved();
          setWarnings(warnings.filter(isOfCompany));
          void queryClient.invalidateQueries({ queryKey: outgoingNumbersQuery(company).queryKey });
          return true;
        } catch (error) {
          if (!(error instanceof SavedInBetween)) throw error;
          form.onConflict(error as SavedInBetween<Company>);
          return false;
        }
      },
      "company.saved",
    );
  }

  const about = { company, fields, directory, onClear: mayWrite ? fix : null };
  const error = (field: keyof Company) => errorOf(field, fields, errors.fields);
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack>
        {conflict && (
          <FieldConflict
            conflict={conflict}
            fieldText={(field) => say(`company.field.${field}`)}
            valueTexts={{
              name: (name) => name,
              country: (country) => countryName(country, language),
              areaCode: (areaCode = "") => areaCode,
              outsideLine: (outsideLine = "") => outsideLine,
              emergencyNumbers: (numbers) => numbers.join(", "),
              trunkCodes: (codes) => codes.join(", "),
              bare: (devices) => devicesText(devices, say),
              choiceDevices: (devices) => devicesText(devices, say),
              withhold: (withhold) => say(withhold ? "common.yes" : "common.no"),
              emergencyNumber: (number) => (number === undefined ? say("company.emergencyNone") : writePhone(number)),
              choice: (choice) => say(`company.choice.${choice}`),
              forwards: (forwards) => say(`company.forwards.${forwards}`),
              guests: (guests) => say(`employees.substitution.${guests}`),
            }}
          />
        )}
        {errors.rest !== null && <FailureNote error={errors.rest} />}
        {warnings === null && !form.isChanged && <CompanyWarnings warnings={standing} {...about} />}
        {!mayWrite && <Text size="sm">{say("company.byAdmins")}</Text>}
        <fieldset disabled={!mayWrite} className={classes.fields}>
          <Stack>
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
          </Stack>
        </fieldset>
        <DiallingFields company={company} fields={fields} mayWrite={mayWrite} set={set} error={error} />
        <fieldset disabled={!mayWrite} className={classes.fields}>
          <Stack>
            <NumberSelect
              label={say("company.field.emergencyNumber")}
              description={say("company.emergencyHint")}
              value={fields.emergencyNumber ?? null}
              onChange={(emergencyNumber) => set({ emergencyNumber })}
              none={{
                text: say("company.emergencyNone"),
                onClear: () => clear("emergencyNumber"),
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
              label={say("company.field.forwards")}
              description={say("company.forwardsHint")}
              value={fields.forwards}
              onChange={(forwards) => set({ forwards })}
            >
              <Stack gap="xs" mt="xs">
                {(["own", "original"] as const).map((forwards) => (
                  <Radio key={forwards} value={forwards} label={say(`company.forwards.${forwards}`)} />
                ))}
              </Stack>
            </Radio.Group>
          </Stack>
        </fieldset>
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
        <Button type="submit" loading={busy} ref={saveButton} style={{ alignSelf: "start" }}>
          {say("frame.save")}
        </Button>
        <div role="status">
          {warnings && warnings.length > 0 && (
            <div ref={intoSight}>
              <CompanyWarnings warnings={warnings} {...about} />
            </div>
          )}
        </div>
      </Stack>
    </form>
  );
}

const isOfCompany = ({ document }: Readonly<{ document: string }>) => document === "company";

/** The warnings about the stored fields, which come with the outgoing numbers; none until they are known. */
function useStandingWarnings(company: string): readonly Warning[] {
  const { data } = useQuery(outgoingNumbersQuery(company));
  return useMemo(() => data?.body.warnings.filter(isOfCompany) ?? [], [data]);
}

const devicesText = (devices: Company["bare"], say: Say) =>
  devices.map((device) => deviceInWords(device, say)).join(", ");
