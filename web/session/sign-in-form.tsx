import { Anchor, Stack } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../words/use-words.ts";
import { isCodeMissing, ProviderCode, ProviderOutcome } from "./after-provider.tsx";
import { KeyForm } from "./key-form.tsx";
import { OtherWays } from "./other-ways.tsx";
import { PasswordForm } from "./password-form.tsx";
import { signIn, useSession } from "./session.ts";

/**
 * The form in which people identify themselves: by e-mail and password, or in other ways. Who came with a key is asked
 * for a key again.
 *
 * @param props.staysHere whether the page behind the form has to stay
 */
export function SignInForm({ staysHere }: Readonly<{ staysHere: boolean }>) {
  const say = useWords();
  const { session } = useSession();
  const [byKey, setByKey] = useState(session?.means === "key");
  const [byCode, setByCode] = useState(isCodeMissing && !staysHere);
  const [email, setEmail] = useState("");
  const other = () => {
    setByCode(false);
    setByKey(!byKey && !byCode);
  };
  return (
    <Stack>
      {!staysHere && <ProviderOutcome />}
      {byCode ? (
        <ProviderCode />
      ) : byKey ? (
        <KeyForm action={say("signIn.submit")} onKey={(key) => signIn({ key })} />
      ) : (
        <>
          <PasswordForm onEmail={setEmail} />
          <OtherWays email={email} staysHere={staysHere} />
        </>
      )}
      <Anchor component="button" type="button" size="sm" ta="center" onClick={other}>
        {say(byKey || byCode ? "signIn.byPassword" : "signIn.byKey")}
      </Anchor>
    </Stack>
  );
}
