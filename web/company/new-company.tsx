import { TextInput } from "@mantine/core";
import { ID } from "../../src/policy/id.ts";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { companiesQuery } from "../api/companies.ts";
import { companyPath, etagOf } from "../api/documents.ts";
import { RequestFailed } from "../api/request-failed.ts";
import { queryClient } from "../api/query-client.ts";
import { request } from "../api/request.ts";
import { FormDialog } from "../form/form-dialog.tsx";
import { useSaving } from "../form/use-saving.ts";
import { CountrySelect } from "../ui/country-select.tsx";
import { useSubmitted } from "../form/use-submitted.ts";
import { sentence } from "../words/sentence.ts";
import { useWords } from "../words/use-words.ts";

export function NewCompany({ onClose }: Readonly<{ onClose: () => void }>) {
  const say = useWords();
  const navigate = useNavigate();
  const [id, setId] = useState("");
  const [name, setName] = useState("");
  const [country, setCountry] = useState<string | null>(null);
  const [isSubmitted, markSubmitted] = useSubmitted();
  const { busy, errors, save } = useSaving();
  const isIdWrong = !ID.test(id.trim());

  async function submit(): Promise<void> {
    markSubmitted();
    if (isIdWrong || country === null) return;
    const body = { name: name.trim(), country };
    const done = await save("", () => request("PUT", companyPath(id.trim()), { body, ifMatch: etagOf(0) }));
    if (!done) return;
    await queryClient.invalidateQueries({ queryKey: companiesQuery.queryKey });
    await navigate({ to: "/companies/$company/numbers", params: { company: id.trim() } });
  }

  const isTaken = errors.rest instanceof RequestFailed && errors.rest.status === 412;
  const idError = isTaken
    ? sentence(say("problem.duplicate_id"))
    : isSubmitted && isIdWrong
      ? sentence(say("field.id"))
      : undefined;
  return (
    <FormDialog
      title={say("companies.new")}
      onClose={onClose}
      onSubmit={submit}
      busy={busy}
      failure={isTaken ? null : errors.rest}
    >
      <TextInput
        label={say("company.field.name")}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={isSubmitted && name.trim() === "" ? sentence(say("field.name")) : errors.fields.get("/name")}
        data-autofocus
        required
      />
      <TextInput
        label={say("directory.id")}
        description={say("companies.idHint")}
        value={id}
        onChange={(event) => setId(event.currentTarget.value)}
        error={idError}
        required
      />
      <CountrySelect
        label={say("company.field.country")}
        description={say("company.countryHint")}
        value={country}
        onChange={setCountry}
        error={isSubmitted && country === null ? say("companies.countryMissing") : errors.fields.get("/country")}
        required
      />
    </FormDialog>
  );
}
