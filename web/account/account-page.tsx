import { Text } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { factorsQuery } from "../api/account.ts";
import { useSession } from "../session/session.ts";
import { Frame } from "../session/frame.tsx";
import { Note } from "../ui/note.tsx";
import { Section } from "../ui/section.tsx";
import ui from "../ui/ui.module.css";
import { useWords } from "../words/use-words.ts";
import { IdentitiesPart } from "./identities-part.tsx";
import { NamePart } from "./name-part.tsx";
import { PasskeysPart } from "./passkeys-part.tsx";
import { PasswordPart } from "./password-part.tsx";
import { PendingRoles } from "./pending-roles.tsx";
import { SessionsPart } from "./sessions-part.tsx";
import { SignInsPart } from "./sign-ins-part.tsx";
import { TotpPart } from "./totp-part.tsx";

/** One's own account: how one signs in, and where one is signed in. */
export function AccountPage() {
  const say = useWords();
  const { session } = useSession();
  return (
    <Frame>
      <div className={ui.narrow}>
        <Section title={say("frame.account")} guide="account">
          <div className={ui.cards}>{session?.who.kind === "person" ? <OwnAccount /> : <OfKey />}</div>
        </Section>
      </div>
    </Frame>
  );
}

/** Who came with a key has no account: the key is changed where keys are kept. */
function OfKey() {
  const say = useWords();
  return (
    <>
      <Text>{say("account.ofKey")}</Text>
      <SessionsPart />
    </>
  );
}

function OwnAccount() {
  const say = useWords();
  const session = useSession().session!;
  const { data: factors } = useSuspenseQuery(factorsQuery);
  return (
    <>
      {session.mustEnrol && (
        <Note tone="warning" title={say("account.mustEnrol")}>
          {say("account.mustEnrolText")}
        </Note>
      )}
      {!session.mustEnrol && <NamePart name={session.who.name} />}
      <PendingRoles roles={session.pendingRoles} />
      <TotpPart factors={factors} />
      <PasskeysPart />
      {!session.mustEnrol && (
        <>
          <IdentitiesPart />
          <PasswordPart hasPassword={factors.password} />
          <SessionsPart />
          <SignInsPart />
        </>
      )}
    </>
  );
}
