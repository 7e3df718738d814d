import { Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ID } from "../../src/policy/id.ts";
import { etagOf, type Read } from "../api/documents.ts";
import { queryClient } from "../api/query-client.ts";
import { RequestFailed } from "../api/request-failed.ts";
import { trunkQuery, trunksQuery, type Trunk } from "../api/trunks.ts";
import { FieldConflict } from "../form/field-conflict.tsx";
import { FormDialog } from "../form/form-dialog.tsx";
import { SavedInBetween } from "../form/save-over.ts";
import { useFields } from "../form/use-fields.ts";
import { useSaving } from "../form/use-saving.ts";
import { useSubmitted } from "../form/use-submitted.ts";
import { Dialog } from "../ui/dialog.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import { Loading } from "../ui/loading.tsx";
import type { WordKey } from "../words/load.ts";
import { sentence } from "../words/sentence.ts";
import { useWords } from "../words/use-words.ts";
import { putOver, putTrunk } from "./save-trunk.ts";
import { BLANK, formOf, isOfCountry, POINTERS, type TrunkForm } from "./trunk-form.ts";
import { TrunkFields } from "./trunk-fields.tsx";
import { TryTrunk } from "./try-trunk.tsx";
import classes from "./trunks.module.css";
import { useValueTexts } from "./use-value-texts.ts";

const NEW: Read<TrunkForm> = { body: BLANK, etag: etagOf(0) };

export const NewTrunk = ({ onClose }: Readonly<{ onClose: () => void }>) => (
  <TrunkDialog id={null} served={NEW} onClose={onClose} />
);

/** A stored trunk, which is read anew: the list may be older. */
export function EditTrunk({ id, onClose }: Readonly<{ id: string; onClose: () => void }>) {
  const say = useWords();
  const { data, error, refetch } = useQuery({ ...trunkQuery(id), staleTime: 0 });
  if (data) return <TrunkDialog id={id} served={{ body: formOf(data.body), etag: data.etag }} onClose={onClose} />;
  return (
    <Dialog title={say("trunks.one")} onClose={onClose} wide>
      {error ? <FailureNote error={error} again={() => void refetch()} /> : <Loading />}
    </Dialog>
  );
}

type Props = Readonly<{
  /** Null: a new one. */
  id: string | null;
  served: Read<TrunkForm>;
  onClose: () => void;
}>;

function TrunkDialog({ id, served, onClose }: Props) {
  const say = useWords();
  const [typedId, setTypedId] = useState("");
  const form = useFields(served);
  const { base, fields, set, conflict } = form;
  const [isSubmitted, markSubmitted] = useSubmitted();
  const { busy, errors, save } = useSaving();
  const valueTexts = useValueTexts();
  const own = id ?? typedId.trim();
  const isIdWrong = id === null && !ID.test(own);
  const refusal = errors.rest instanceof RequestFailed ? errors.rest : null;
  const isTaken = id === null && refusal?.status === 412;
  const isGone = id !== null && refusal?.status === 404;

  function error(field: keyof TrunkForm): string | undefined {
    const missing = isSubmitted ? missingIn(fields).get(field) : undefined;
    return missing === undefined ? errors.fields.get(POINTERS[field]) : sentence(say(missing));
  }

  async function submit(): Promise<void> {
    markSubmitted();
    if (isIdWrong || missingIn(fields).size > 0) return;
    let isSaved = false;
    await save("", async () => {
      try {
        await (id === null ? putTrunk(own, fields, base.etag) : putOver(own, fields, base));
        isSaved = true;
      } catch (error) {
        if (!(error instanceof SavedInBetween)) throw error;
        const { body, etag } = error.newer as Read<Trunk>;
        form.onConflict(new SavedInBetween({ body: formOf(body), etag }, error.problem));
      }
      return isSaved;
    });
    if (!isSaved) return;
    void queryClient.invalidateQueries({ queryKey: trunksQuery.queryKey });
    void queryClient.invalidateQueries({ queryKey: trunkQuery(own).queryKey });
    onClose();
  }

  const idError = isTaken
    ? sentence(say("problem.duplicate_id"))
    : isSubmitted && isIdWrong
      ? sentence(say("field.id"))
      : undefined;
  return (
    <FormDialog
      title={say(id === null ? "trunks.new" : "trunks.one")}
      wide
      loss={form.isChanged || typedId !== "" ? say("trunks.leaveText") : null}
      onClose={onClose}
      onSubmit={submit}
      busy={busy}
      failure={isTaken || isGone ? null : errors.rest}
      isGone={isGone}
      conflict={
        conflict && (
          <FieldConflict
            conflict={conflict}
            fieldText={(field) => say(`trunks.field.${field}`)}
            valueTexts={valueTexts}
          />
        )
      }
    >
      <div className={classes.columns}>
        <div className={classes.fields}>
          <TextInput
            label={say("trunks.field.name")}
            value={fields.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
            error={error("name")}
            data-autofocus
            required
          />
          {id === null ? (
            <TextInput
              label={say("directory.id")}
              description={say("trunks.idHint")}
              value={typedId}
              onChange={(event) => setTypedId(event.currentTarget.value)}
              error={idError}
              required
            />
          ) : (
            <Text size="xs" c="dimmed">
              {say("directory.idIs", { id })}
            </Text>
          )}
          <TextInput
            label={say("trunks.field.domain")}
            description={say("trunks.domainHint")}
            value={fields.domain}
            onChange={(event) => set({ domain: event.currentTarget.value })}
            error={error("domain")}
            autoComplete="off"
            required
          />
          <TrunkFields fields={fields} set={set} error={error} />
        </div>
        <TryTrunk fields={fields} />
      </div>
    </FormDialog>
  );
}

/** What has to be filled in, with what is said about it. */
function missingIn(form: TrunkForm): ReadonlyMap<keyof TrunkForm, WordKey> {
  const isMissing = (of: "shown" | "called") => isOfCountry(form[`${of}Form`]) && form[`${of}Country`] === null;
  return new Map<keyof TrunkForm, WordKey>([
    ...(form.name.trim() === "" ? [["name", "field.name"] as const] : []),
    ...(form.domain.trim() === "" ? [["domain", "field.domain"] as const] : []),
    ...(isMissing("shown") ? [["shownCountry", "trunks.missing"] as const] : []),
    ...(isMissing("called") ? [["calledCountry", "trunks.missing"] as const] : []),
  ]);
}
