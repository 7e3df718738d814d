import { Button, Checkbox, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { KeyMade } from "../../src/contract/answers.ts";
import { keysQuery } from "../api/keys.ts";
import { queryClient } from "../api/query-client.ts";
import { request } from "../api/request.ts";
import { FormDialog } from "../form/form-dialog.tsx";
import { useSaving } from "../form/use-saving.ts";
import { useSubmitted } from "../form/use-submitted.ts";
import { CopiedText } from "../ui/copied-text.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { ListField } from "../ui/list-field.tsx";
import { MultiSelect } from "../ui/multi-select.tsx";
import { shownOptions } from "../ui/shown-options.ts";
import { findByWords } from "../find/search.ts";
import ui from "../ui/ui.module.css";
import { sentence } from "../words/sentence.ts";
import { useWords } from "../words/use-words.ts";
import { useCompanyOptions } from "./company-select.tsx";
import { Select } from "../ui/select.tsx";

const ROLES = ["pbx", "admin", "operator", "node"] as const;

export function NewKey({ onClose }: Readonly<{ onClose: () => void }>) {
  const say = useWords();
  const options = useCompanyOptions();
  const [name, setName] = useState("");
  const [role, setRole] = useState<(typeof ROLES)[number]>("pbx");
  const [companies, setCompanies] = useState<string[]>([]);
  const [sync, setSync] = useState(false);
  /** A day, `2026-12-31`; empty: it does not end. */
  const [lastDay, setLastDay] = useState("");
  const [addresses, setAddresses] = useState<readonly string[]>([]);
  const [made, setMade] = useState<KeyMade | null>(null);
  const [isSubmitted, markSubmitted] = useSubmitted();
  const { busy, errors, save } = useSaving();
  const isForCompanies = role === "pbx" || role === "admin";
  const isCompanyMissing = role === "admin" && companies.length === 0;

  async function submit(): Promise<void> {
    markSubmitted();
    if (name.trim() === "" || isCompanyMissing) return;
    const body = {
      name: name.trim(),
      role,
      ...(isForCompanies && companies.length > 0 && { companies }),
      ...(role === "pbx" && { sync }),
      ...(lastDay !== "" && { expiresAt: endOf(lastDay) }),
      ...(addresses.length > 0 && { addresses }),
    };
    await save(
      "",
      async () => {
        setMade((await request<KeyMade>("POST", "keys", { body })).body);
      },
      null,
    );
    await queryClient.invalidateQueries({ queryKey: keysQuery.queryKey });
  }

  if (made) return <MadeKey made={made} onClose={onClose} />;
  const addressError = [...errors.fields].find(([path]) => path.startsWith("/addresses"))?.[1];
  return (
    <FormDialog
      title={say("keys.add")}
      action={say("keys.make")}
      loss={name === "" ? null : say("keys.loss")}
      onClose={onClose}
      onSubmit={submit}
      busy={busy}
      failure={errors.rest}
    >
      <TextInput
        label={say("directory.name")}
        description={say("keys.nameHint")}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={isSubmitted && name.trim() === "" ? sentence(say("field.name")) : errors.fields.get("/name")}
        data-autofocus
        required
      />
      <Select
        label={say("access.role")}
        description={say(`keys.roleHint.${role}`)}
        data={ROLES.map((role) => ({ value: role, label: say(`keys.role.${role}`) }))}
        value={role}
        onChange={(role) => role !== null && setRole(role)}
        allowDeselect={false}
      />
      {isForCompanies && (
        <MultiSelect
          label={say("frame.companies")}
          description={role === "pbx" ? say("keys.companiesHint") : undefined}
          data={options}
          filter={({ search }) =>
            shownOptions(search.trim() === "" ? options : findByWords(options, ({ label }) => label)(search), say)
          }
          value={companies}
          onChange={setCompanies}
          nothingFoundMessage={say("frame.nothingFound")}
          error={isSubmitted && isCompanyMissing ? say("access.companyMissing") : errors.fields.get("/companies")}
        />
      )}
      {role === "pbx" && (
        <Checkbox
          label={say("keys.sync")}
          description={say("keys.syncHint")}
          checked={sync}
          onChange={(event) => setSync(event.currentTarget.checked)}
        />
      )}
      <TextInput
        type="date"
        label={say("keys.lastDay")}
        description={say("keys.lastDayHint")}
        value={lastDay}
        onChange={(event) => setLastDay(event.currentTarget.value)}
        error={errors.fields.get("/expiresAt")}
      />
      <ListField
        label={say("keys.addresses")}
        description={say("keys.addressesHint")}
        value={addresses}
        onChange={setAddresses}
        error={addressError}
      />
    </FormDialog>
  );
}

/** The end of a day here, as ISO 8601 in UTC. */
const endOf = (day: string) => new Date(`${day}T23:59:59`).toISOString();

function MadeKey({ made, onClose }: Readonly<{ made: KeyMade; onClose: () => void }>) {
  const say = useWords();
  return (
    <Dialog title={say("keys.madeTitle", { name: made.name })} onClose={onClose}>
      <Stack>
        <Text>{say("keys.madeText")}</Text>
        <CopiedText label={say("keys.one")} text={made.key} />
        <div className={ui.dialogFoot}>
          <Button onClick={onClose}>{say("access.done")}</Button>
        </div>
      </Stack>
    </Dialog>
  );
}
