import { Checkbox, Text } from "@mantine/core";
import { useState } from "react";
import type { LinkMade } from "../../src/contract/people.ts";
import { personPath, type ListedPerson } from "../api/people.ts";
import { request } from "../api/request.ts";
import { FormDialog } from "../form/form-dialog.tsx";
import { useSaving } from "../form/use-saving.ts";
import { useMay } from "../session/use-may.ts";
import { useLanguage, useWords } from "../words/use-words.ts";
import { MadeLink } from "./made-link.tsx";
import { SendLink } from "./send-link.tsx";

/** Makes a link with which a person sets a password anew. */
export function NewLink({ person, onClose }: Readonly<{ person: ListedPerson; onClose: () => void }>) {
  const say = useWords();
  const language = useLanguage();
  const mayRecover = useMay()("security.manage");
  const [send, setSend] = useState(false);
  const [recovery, setRecovery] = useState(false);
  const [made, setMade] = useState<LinkMade | null>(null);
  const { busy, errors, save } = useSaving();

  async function submit(): Promise<void> {
    await save(
      "",
      async () => {
        const body = { send, language, recovery };
        setMade((await request<LinkMade>("POST", `${personPath(person.id)}/link`, { body })).body);
      },
      null,
    );
  }

  if (made) return <MadeLink made={{ ...made, name: person.name, email: person.email }} onClose={onClose} />;
  return (
    <FormDialog
      title={say("access.linkFor", { name: person.name })}
      action={say("access.linkMake")}
      onClose={onClose}
      onSubmit={submit}
      busy={busy}
      failure={errors.rest}
    >
      <Text>{say(person.state === "invited" ? "access.linkInvited" : "access.linkReset")}</Text>
      {mayRecover && person.secondFactor && (
        <Checkbox
          label={say("access.recovery")}
          description={say("access.recoveryHint")}
          checked={recovery}
          onChange={(event) => setRecovery(event.currentTarget.checked)}
        />
      )}
      <SendLink send={send} onChange={setSend} />
    </FormDialog>
  );
}
