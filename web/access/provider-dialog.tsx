import { Checkbox, PasswordInput, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { z } from "zod";
import type { ProviderWritten } from "../../src/contract/factors.ts";
import { providerPath, readProvidersAgain, type Provider } from "../api/providers.ts";
import { request } from "../api/request.ts";
import { FormDialog } from "../form/form-dialog.tsx";
import { useSaving } from "../form/use-saving.ts";
import { useSubmitted } from "../form/use-submitted.ts";
import { CopiedText } from "../ui/copied-text.tsx";
import { ListField } from "../ui/list-field.tsx";
import { Note } from "../ui/note.tsx";
import { sentence } from "../words/sentence.ts";
import { useWords } from "../words/use-words.ts";
import { CompanySelect } from "./company-select.tsx";
import "@mantine/core/styles/PasswordInput.css";

type Fields = Readonly<
  Pick<Provider, "name" | "issuer" | "clientId" | "domains" | "trustsFactor"> & {
    company: string | null;
    /** Empty: it stays as it is. */
    clientSecret: string;
  }
>;

const EMPTY: Fields = {
  company: null,
  name: "",
  issuer: "",
  clientId: "",
  clientSecret: "",
  domains: [],
  trustsFactor: false,
};

type Props = Readonly<{
  /** Null: a new one. */
  provider: Provider | null;
  /** Is called once it is saved. */
  onMade: (provider: Provider) => void;
  onClose: () => void;
}>;

/** Adds or changes an identity provider of a company. */
export function ProviderDialog({ provider, onMade, onClose }: Props) {
  const say = useWords();
  const [fields, setFields] = useState<Fields>(provider === null ? EMPTY : { ...provider, clientSecret: "" });
  const [isChanged, setChanged] = useState(false);
  const [isSubmitted, markSubmitted] = useSubmitted();
  const { busy, errors, save } = useSaving();
  const { company, name, issuer, clientId, clientSecret, domains, trustsFactor } = fields;
  const change = (changed: Partial<Fields>) => {
    setChanged(true);
    setFields({ ...fields, ...changed });
  };
  const isNew = provider === null;

  async function submit(): Promise<void> {
    markSubmitted();
    const given = { name: name.trim(), issuer: issuer.trim(), clientId: clientId.trim() };
    const secret = clientSecret.trim();
    if (Object.values(given).includes("") || (isNew && (company === null || secret === ""))) return;
    const body = {
      ...given,
      domains,
      trustsFactor,
      ...(secret !== "" && { clientSecret: secret }),
      ...(isNew && { company }),
    };
    await save(
      "",
      async () => {
        const answer = isNew
          ? await request<z.infer<typeof ProviderWritten>>("POST", "identity-providers", { body })
          : await request<z.infer<typeof ProviderWritten>>("PUT", providerPath(provider), { body });
        onMade(answer.body);
      },
      null,
    );
    await readProvidersAgain();
  }

  const missing = (value: string, text: string) => (isSubmitted && value.trim() === "" ? text : undefined);
  const domainError = [...errors.fields].find(([path]) => path.startsWith("/domains"))?.[1];
  return (
    <FormDialog
      title={isNew ? say("providers.add") : say("directory.edit", { name: provider.name })}
      action={say(isNew ? "frame.add" : "frame.save")}
      loss={isChanged ? say("providers.loss") : null}
      onClose={onClose}
      onSubmit={submit}
      busy={busy}
      failure={errors.rest}
    >
      {isNew && (
        <CompanySelect
          value={company}
          onChange={(company) => change({ company })}
          error={isSubmitted && company === null ? say("access.companyMissing") : errors.fields.get("/company")}
        />
      )}
      <TextInput
        label={say("departments.name")}
        description={say("providers.nameHint", { name: name.trim() || say("providers.nameExample") })}
        value={name}
        onChange={(event) => change({ name: event.currentTarget.value })}
        error={missing(name, sentence(say("field.name"))) ?? errors.fields.get("/name")}
        required
      />
      <TextInput
        type="url"
        label={say("providers.issuer")}
        description={say("providers.issuerHint")}
        value={issuer}
        onChange={(event) => change({ issuer: event.currentTarget.value })}
        error={missing(issuer, say("providers.issuerMissing")) ?? errors.fields.get("/issuer")}
        autoCapitalize="none"
        spellCheck={false}
        required
      />
      {!isNew && issuer.trim() !== provider.issuer && (
        <Note tone="warning" role="alert">
          {say("providers.issuerMoves")}
        </Note>
      )}
      <TextInput
        label={say("providers.clientId")}
        value={clientId}
        onChange={(event) => change({ clientId: event.currentTarget.value })}
        error={missing(clientId, say("providers.clientIdMissing")) ?? errors.fields.get("/clientId")}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        required
      />
      <PasswordInput
        label={say("providers.clientSecret")}
        description={say(isNew ? "providers.secretHint" : "providers.secretStays")}
        value={clientSecret}
        onChange={(event) => change({ clientSecret: event.currentTarget.value })}
        error={
          (isNew ? missing(clientSecret, say("providers.secretMissing")) : undefined) ??
          errors.fields.get("/clientSecret")
        }
        aria-invalid={isNew && isSubmitted && clientSecret.trim() === ""}
        autoComplete="new-password"
        required={isNew}
      />
      <ListField
        label={say("providers.domains")}
        description={say("providers.domainsHint")}
        value={domains}
        onChange={(domains) => change({ domains })}
        error={domainError}
      />
      <Checkbox
        label={say("providers.trustsFactor")}
        description={say("providers.trustsFactorHint")}
        checked={trustsFactor}
        onChange={(event) => change({ trustsFactor: event.currentTarget.checked })}
      />
      {!isNew && (
        <>
          <CopiedText label={say("providers.redirect")} text={provider.redirectUri} rows={3} />
          <Text size="sm" c="dimmed">
            {say("providers.redirectText")}
          </Text>
        </>
      )}
    </FormDialog>
  );
}
