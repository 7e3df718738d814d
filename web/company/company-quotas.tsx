import { Button, Stack, Text, TextInput } from "@mantine/core";
import type { FormEvent } from "react";
import { QUOTA_LIMITS } from "../../src/policy/quota-limits.ts";
import type { Quotas } from "../../src/policy/quotas.ts";
import { change } from "../api/change.ts";
import { etagOf, quotasQuery, useDirectory, useOutgoingNumbers, useQuotas, type Read } from "../api/documents.ts";
import { queryClient } from "../api/query-client.ts";
import { FieldConflict } from "../form/field-conflict.tsx";
import { isSame } from "../form/fields.ts";
import { SavedInBetween, saveOver } from "../form/save-over.ts";
import { useFields } from "../form/use-fields.ts";
import { useSaving } from "../form/use-saving.ts";
import { useSubmitted } from "../form/use-submitted.ts";
import { useMay } from "../session/use-may.ts";
import { Facts } from "../ui/facts.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import { LeaveGuard } from "../ui/leave-guard.tsx";
import { Part } from "../ui/part.tsx";
import { useWords } from "../words/use-words.ts";
import { QUOTAS, quotasOf, textsOf, wrongQuotas, type Quota, type QuotaTexts } from "./quota-form.ts";

type Props = Readonly<{ company: string }>;

/** The company's quotas: for the operator to set, for others who may know of them to see what is left. */
export function CompanyQuotas({ company }: Props) {
  const may = useMay();
  if (may("quotas.manage", company)) return <QuotaForm company={company} />;
  return may("quotas.read", company) ? <QuotaFacts company={company} /> : null;
}

/** What is used of the quotas of which it is known. */
function useUsed(company: string): Readonly<Partial<Record<Quota, number>>> {
  const { numbers, employees } = useDirectory(company).body;
  const { personal, regional } = useOutgoingNumbers(company).body;
  return { numbers: numbers.length, people: employees.length, entries: personal.length + regional.length };
}

function QuotaFacts({ company }: Props) {
  const say = useWords();
  const { body } = useQuotas(company);
  const used = useUsed(company);
  const set = QUOTAS.flatMap((quota) => {
    const [most, count] = [body[quota], used[quota]];
    if (most === null) return [];
    const text = count === undefined ? say("quotas.most", { most }) : say("quotas.used", { count, most });
    return [[say(`quotas.field.${quota}`), text] as const];
  });
  if (set.length === 0) return null;
  return (
    <Part title={say("quotas.title")}>
      <Text size="sm" c="dimmed">
        {say("quotas.byOperator")}
      </Text>
      <Facts facts={set} />
    </Part>
  );
}

function QuotaForm({ company }: Props) {
  const say = useWords();
  const used = useUsed(company);
  const form = useFields<QuotaTexts>(textsOf(useQuotas(company)));
  const [isSubmitted, markSubmitted] = useSubmitted();
  const { busy, errors, save } = useSaving();
  const { base, fields, conflict } = form;
  const wrong = wrongQuotas(fields);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    markSubmitted();
    if (wrong.length > 0) return;
    await save("", async () => {
      try {
        const query = quotasQuery(company);
        const answer = await saveOver({
          query,
          over: await queryClient.ensureQueryData(query),
          isUnchanged: (read) => isSame(textsOf(read).body, base.body),
          send: async ({ etag: ifMatch }) =>
            change<Quotas & Readonly<{ revision: number }>>(company, "PUT", "/quotas", {
              body: quotasOf(fields),
              ifMatch,
            }),
        });
        const { revision, ...body } = answer.body;
        queryClient.setQueryData(query.queryKey, { body, etag: etagOf(revision) } satisfies Read<Quotas>);
        form.onSaved();
        return true;
      } catch (error) {
        if (!(error instanceof SavedInBetween)) throw error;
        const { newer, problem } = error as SavedInBetween<Quotas>;
        form.onConflict(new SavedInBetween(textsOf(newer), problem));
        return false;
      }
    });
  }

  function errorOf(quota: Quota): string | undefined {
    const [least, most] = QUOTA_LIMITS[quota];
    return isSubmitted && wrong.includes(quota) ? say("quotas.wrong", { least, most }) : errors.fields.get(`/${quota}`);
  }

  function hintOf(quota: Quota): string | undefined {
    const count = used[quota];
    if (count !== undefined) return say("quotas.now", { count });
    return quota === "decisionsPerSecond" ? say("quotas.decisionsHint") : undefined;
  }

  const asIs = (text: string) => text;
  return (
    <Part title={say("quotas.title")}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="sm">
          {conflict && (
            <FieldConflict
              conflict={conflict}
              fieldText={(quota) => say(`quotas.field.${quota}`)}
              valueTexts={{
                numbers: asIs,
                people: asIs,
                entries: asIs,
                savesPerMinute: asIs,
                decisionsPerSecond: asIs,
              }}
            />
          )}
          {errors.rest !== null && <FailureNote error={errors.rest} />}
          <Text size="sm" c="dimmed">
            {say("quotas.hint")}
          </Text>
          {QUOTAS.map((quota) => (
            <TextInput
              key={quota}
              label={say(`quotas.field.${quota}`)}
              description={hintOf(quota)}
              inputMode="numeric"
              value={fields[quota]}
              onChange={(event) => form.set({ [quota]: event.currentTarget.value })}
              error={errorOf(quota)}
              maw={320}
            />
          ))}
          <LeaveGuard text={form.isChanged ? say("quotas.leaveText") : null} />
          <Button type="submit" loading={busy} style={{ alignSelf: "start" }}>
            {say("quotas.set")}
          </Button>
        </Stack>
      </form>
    </Part>
  );
}
