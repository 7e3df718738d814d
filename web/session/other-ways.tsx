import { Button, Stack } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { identitiesQuery } from "../api/account.ts";
import { useWords } from "../words/use-words.ts";
import { FailureAlert } from "./failure-alert.tsx";
import { keepAddress } from "./kept-address.ts";
import { hasPasskeys, enterWithPasskey } from "./passkey.ts";
import { companyInAddress, providerPage, waysQuery } from "./ways.ts";
import { refreshSession } from "./session.ts";
import { useTrying } from "./use-trying.ts";

type Props = Readonly<{
  /** The address that has been typed in; empty: none yet. */
  email: string;
  /** Whether the page behind the form has to stay: a provider's page then opens in a tab of its own. */
  staysHere: boolean;
  /** Whether whoever is signed in proves anew who they are, rather than somebody signs in. */
  proves?: boolean;
}>;

/** A passkey, and the identity providers of the company; for a proof, those at which the person has an account. */
export function OtherWays({ email, staysHere, proves = false }: Props) {
  const say = useWords();
  const company = companyInAddress();
  const asked = email.includes("@") ? { email } : company === null ? {} : { company };
  // Buttons stay while those of another address are asked for: they would jump under the pointer.
  const { data } = useQuery({ ...waysQuery(asked), placeholderData: keepPreviousData });
  const { data: own } = useQuery({ ...identitiesQuery, enabled: proves });
  const providers = proves ? own?.items.map(({ provider }) => provider) : data?.providers;
  const { busy, failure, attempt } = useTrying("signIn.passkeyFailed");

  useEffect(() => {
    if (!staysHere) return undefined;
    const back = () => void refreshSession();
    window.addEventListener("focus", back);
    return () => window.removeEventListener("focus", back);
  }, [staysHere]);

  async function goTo(provider: string): Promise<void> {
    // A tab that is opened only after the answer would be kept from opening.
    const tab = staysHere ? window.open("about:blank", "_blank") : window;
    try {
      if (tab === window) keepAddress();
      (tab ?? window).location.assign(await providerPage(provider));
    } catch (error) {
      if (tab !== window) tab?.close();
      throw error;
    }
  }

  return (
    <Stack gap="xs">
      {data?.passkeys && hasPasskeys() && (
        <Button variant="default" disabled={busy} onClick={() => void attempt(() => enterWithPasskey(proves))}>
          {say(proves ? "proof.passkey" : "signIn.passkey")}
        </Button>
      )}
      {providers?.map(({ id, name }) => (
        <Button key={id} variant="default" disabled={busy} onClick={() => void attempt(() => goTo(id))}>
          {say(proves ? "proof.provider" : "signIn.provider", { name })}
        </Button>
      ))}
      <FailureAlert text={failure} />
    </Stack>
  );
}
