import { ActionIcon, Button, Group, Text, TextInput } from "@mantine/core";
import type { PublicKeyCredentialCreationOptionsJSON } from "@simplewebauthn/browser";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { passkeysQuery, type Passkey } from "../api/account.ts";
import { RequestFailed } from "../api/request-failed.ts";
import { request } from "../api/request.ts";
import { FormDialog } from "../form/form-dialog.tsx";
import { useSaving } from "../form/use-saving.ts";
import { hasPasskeys } from "../session/passkey.ts";
import { Confirm } from "../ui/confirm.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import list from "../ui/list.module.css";
import { Part } from "../ui/part.tsx";
import { sentence } from "../words/sentence.ts";
import { useMomentText, useWords } from "../words/use-words.ts";
import { afterFactorChange } from "./after-factor-change.ts";
import { IconSettings, IconTrash } from "../icons/icons.ts";

type Opened = Readonly<{ kind: "new" } | { kind: "rename" | "remove"; passkey: Passkey }>;

const pathOf = ({ id }: Passkey) => `me/passkeys/${encodeURIComponent(id)}`;

export function PasskeysPart() {
  const say = useWords();
  const momentText = useMomentText();
  const { data, error, refetch } = useQuery(passkeysQuery);
  const passkeys = data?.items;
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = () => setOpened(null);
  // Browsers have none at an address without HTTPS; somebody may still have some from another address.
  const isUseless = data?.offered === false && data.items.length === 0;
  if (isUseless || (error instanceof RequestFailed && error.status === 404)) return null;
  return (
    <Part title={say("account.passkeys")}>
      <Text size="sm">{say("account.passkeysText")}</Text>
      {error !== null && <FailureNote error={error} again={() => void refetch()} />}
      {passkeys !== undefined && passkeys.length > 0 && (
        <ul className={list.lines} aria-label={say("account.passkeys")}>
          {passkeys.map((passkey) => (
            <li key={passkey.id}>
              <span>
                {passkey.name}
                <Text size="sm" c="dimmed">
                  {passkey.usedAt === null
                    ? say("account.passkeyMade", { moment: momentText(passkey.createdAt) })
                    : say("account.passkeyUsed", { moment: momentText(passkey.usedAt) })}
                </Text>
              </span>
              <Group gap={4}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={say("account.passkeyRename", { name: passkey.name })}
                  onClick={() => setOpened({ kind: "rename", passkey })}
                >
                  <IconSettings size={18} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={say("directory.remove", { name: passkey.name })}
                  onClick={() => setOpened({ kind: "remove", passkey })}
                >
                  <IconTrash size={18} />
                </ActionIcon>
              </Group>
            </li>
          ))}
        </ul>
      )}
      {data?.offered && hasPasskeys() ? (
        <Group>
          <Button variant="default" onClick={() => setOpened({ kind: "new" })}>
            {say("account.passkeyAdd")}
          </Button>
        </Group>
      ) : (
        <Text size="sm" c="dimmed">
          {say("account.passkeysNone")}
        </Text>
      )}
      {opened?.kind === "new" && <NamePasskey passkey={null} onClose={close} />}
      {opened?.kind === "rename" && <NamePasskey passkey={opened.passkey} onClose={close} />}
      {opened?.kind === "remove" && <RemovePasskey passkey={opened.passkey} onClose={close} />}
    </Part>
  );
}

async function register(name: string): Promise<void> {
  const { startRegistration } = await import("@simplewebauthn/browser");
  const options = await request<PublicKeyCredentialCreationOptionsJSON>("POST", "me/passkeys/options", { body: {} });
  const response = await startRegistration({ optionsJSON: options.body });
  await request("POST", "me/passkeys", { body: { name, response } });
}

/** @param props.passkey null: a new one */
function NamePasskey({ passkey, onClose }: Readonly<{ passkey: Passkey | null; onClose: () => void }>) {
  const say = useWords();
  const [name, setName] = useState(passkey?.name ?? "");
  const { busy, errors, save } = useSaving();

  async function submit(): Promise<void> {
    const given = name.trim() || say("account.passkeyDefault");
    const done = await save("", () =>
      passkey === null ? register(given) : request("PATCH", pathOf(passkey), { body: { name: given } }),
    );
    if (!done) return;
    onClose();
    await afterFactorChange();
  }

  const isBrowsers = errors.rest !== null && !(errors.rest instanceof RequestFailed);
  return (
    <FormDialog
      title={passkey === null ? say("account.passkeyAdd") : say("account.passkeyRename", { name: passkey.name })}
      action={say(passkey === null ? "frame.add" : "frame.save")}
      onClose={onClose}
      onSubmit={submit}
      busy={busy}
      failure={isBrowsers ? null : errors.rest}
    >
      <TextInput
        label={say("account.passkeyName")}
        description={say("account.passkeyNameHint")}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={100}
        error={isBrowsers ? sentence(say("account.passkeyFailed")) : errors.fields.get("/name")}
        data-autofocus
      />
    </FormDialog>
  );
}

function RemovePasskey({ passkey, onClose }: Readonly<{ passkey: Passkey; onClose: () => void }>) {
  const say = useWords();
  const { busy, errors, save } = useSaving();
  async function confirm(): Promise<void> {
    if (!(await save(null, () => request("DELETE", pathOf(passkey)), "common.removed"))) return;
    onClose();
    await afterFactorChange();
  }
  return (
    <Confirm
      title={say("directory.removeTitle", { name: passkey.name })}
      action={say("directory.removeIt")}
      busy={busy}
      failure={errors.rest}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <Text>{say("account.passkeyRemoveText")}</Text>
    </Confirm>
  );
}
