import { Button, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { identitiesQuery, type OwnIdentity } from "../api/account.ts";
import { request } from "../api/request.ts";
import { useSaving } from "../form/use-saving.ts";
import { FailureAlert } from "../session/failure-alert.tsx";
import { Confirm } from "../ui/confirm.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import { intoSight } from "../ui/into-sight.ts";
import list from "../ui/list.module.css";
import { Part } from "../ui/part.tsx";
import type { WordKey } from "../words/load.ts";
import { useMomentText, useWords } from "../words/use-words.ts";
import { afterFactorChange } from "./after-factor-change.ts";

/** Why somebody who comes back from a provider has no account connected; null: nobody does. */
const outcome = new URLSearchParams(location.search).get("connect");

const WORDS: Readonly<Record<string, WordKey>> = {
  factor_exists: "account.connect.factor_exists",
  sign_in_expired: "account.connect.sign_in_expired",
};

/** One's own accounts at the company's identity providers. */
export function IdentitiesPart() {
  const say = useWords();
  const momentText = useMomentText();
  const { data, error, refetch } = useQuery(identitiesQuery);
  const [removed, setRemoved] = useState<OwnIdentity | null>(null);
  const connecting = useSaving();

  async function connect(provider: string): Promise<void> {
    await connecting.save(
      null,
      async () => {
        const answer = await request<{ url: string }>("POST", "me/identities", { body: { provider } });
        location.assign(answer.body.url);
      },
      null,
    );
  }

  if (data?.items.length === 0 && data.offered.length === 0) return null;
  return (
    <Part title={say("account.identities")}>
      <Text size="sm">{say("account.identitiesText")}</Text>
      {outcome !== null && (
        <div ref={intoSight}>
          <FailureAlert text={say(WORDS[outcome] ?? "account.connect.other")} />
        </div>
      )}
      {error !== null && <FailureNote error={error} again={() => void refetch()} />}
      {data !== undefined && data.items.length > 0 && (
        <ul className={list.lines} aria-label={say("account.identities")}>
          {data.items.map((identity) => (
            <li key={identity.provider.id}>
              <span>
                {identity.provider.name}
                <Text size="sm" c="dimmed">
                  {say("account.identitySince", { moment: momentText(identity.createdAt) })}
                </Text>
              </span>
              <Button
                variant="default"
                size="sm"
                aria-label={say("account.identityDisconnectOne", { name: identity.provider.name })}
                onClick={() => setRemoved(identity)}
              >
                {say("account.identityDisconnect")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {connecting.errors.rest !== null && <FailureNote error={connecting.errors.rest} />}
      {data !== undefined && data.offered.length > 0 && (
        <Group gap="xs">
          {data.offered.map(({ id, name }) => (
            <Button key={id} variant="default" disabled={connecting.busy} onClick={() => void connect(id)}>
              {say("account.identityConnect", { name })}
            </Button>
          ))}
        </Group>
      )}
      {removed !== null && <Disconnect identity={removed} onClose={() => setRemoved(null)} />}
    </Part>
  );
}

function Disconnect({ identity, onClose }: Readonly<{ identity: OwnIdentity; onClose: () => void }>) {
  const say = useWords();
  const { busy, errors, save } = useSaving();
  const { id, name } = identity.provider;
  async function confirm(): Promise<void> {
    if (!(await save(null, () => request("DELETE", `me/identities/${encodeURIComponent(id)}`), "common.removed")))
      return;
    onClose();
    await afterFactorChange();
  }
  return (
    <Confirm
      title={say("account.identityDisconnectTitle", { name })}
      action={say("account.identityDisconnect")}
      busy={busy}
      failure={errors.rest}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <Text>{say("account.identityDisconnectText", { name })}</Text>
    </Confirm>
  );
}
