import { useState } from "react";
import type { PersonInvited } from "../../src/contract/people.ts";
import { request } from "../api/request.ts";
import { useLanguage, useWords } from "../words/use-words.ts";
import { MadeLink } from "./made-link.tsx";
import { PersonDialog } from "./person-dialog.tsx";
import { SendLink } from "./send-link.tsx";

type Props = Readonly<{ company: string | null; onClose: () => void }>;

export function InvitePerson({ company, onClose }: Props) {
  const say = useWords();
  const language = useLanguage();
  const [send, setSend] = useState(false);
  const [invited, setInvited] = useState<PersonInvited | null>(null);
  if (invited) return <MadeLink made={invited} onClose={onClose} />;
  return (
    <PersonDialog
      title={say("access.invite")}
      action={say("access.inviteIt")}
      start={{ name: "", email: "", rows: [{ role: "admin", company, employee: null }] }}
      company={company}
      send={async (person) => {
        const body = { ...person, send, language };
        setInvited((await request<PersonInvited>("POST", "people", { body })).body);
      }}
      onClose={onClose}
    >
      <SendLink send={send} onChange={setSend} />
    </PersonDialog>
  );
}
