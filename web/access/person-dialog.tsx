import { useState, type ReactNode } from "react";
import { queryClient } from "../api/query-client.ts";
import { FormDialog } from "../form/form-dialog.tsx";
import { useSaving } from "../form/use-saving.ts";
import { useSubmitted } from "../form/use-submitted.ts";
import { useWords } from "../words/use-words.ts";
import { personBody, PersonFieldInputs, type PersonBody, type PersonFields } from "./person-fields.tsx";

type Props = Readonly<{
  title: string;
  /** The label of the button; by default "Save". */
  action?: string;
  start: PersonFields;
  company: string | null;
  /** Sends the person; throws if it is refused. */
  send: (person: PersonBody) => Promise<unknown>;
  /** Called after it was sent, if the dialog is still there. */
  onSent?: () => void;
  onClose: () => void;
  /** Stands below the fields. */
  children: ReactNode;
}>;

/** The form for a person's name, address and roles. */
export function PersonDialog({ title, action, start, company, send, onSent, onClose, children }: Props) {
  const say = useWords();
  const [first] = useState(start);
  const [fields, setFields] = useState(start);
  const [isSubmitted, markSubmitted] = useSubmitted();
  const { busy, errors, save } = useSaving();

  async function submit(): Promise<void> {
    markSubmitted();
    const person = personBody(fields);
    if (person === null) return;
    const isSent = await save("", () => send(person));
    await queryClient.invalidateQueries({ queryKey: ["people"] });
    if (isSent) onSent?.();
  }

  return (
    <FormDialog
      title={title}
      {...(action !== undefined && { action })}
      loss={JSON.stringify(fields) === JSON.stringify(first) ? null : say("access.loss")}
      onClose={onClose}
      onSubmit={submit}
      busy={busy}
      failure={errors.rest}
    >
      <PersonFieldInputs
        fields={fields}
        onChange={(changed) => setFields((fields) => ({ ...fields, ...changed }))}
        company={company}
        isSubmitted={isSubmitted}
        errors={errors.fields}
      />
      {children}
    </FormDialog>
  );
}
