import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import type { Factors } from "../../src/contract/people.ts";
import type { RecoveryCodesMade } from "../api/account.ts";
import { request } from "../api/request.ts";
import { useSaving } from "../form/use-saving.ts";
import { Confirm } from "../ui/confirm.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import { Part } from "../ui/part.tsx";
import { useMomentText, useWords } from "../words/use-words.ts";
import { afterFactorChange } from "./after-factor-change.ts";
import { EnrolTotp } from "./enrol-totp.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";

/** The authenticator app, and the recovery codes that stand in for it. */
export function TotpPart({ factors }: Readonly<{ factors: Factors }>) {
  const say = useWords();
  const momentText = useMomentText();
  const [opened, setOpened] = useState<"enrol" | "remove" | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const renewing = useSaving();
  const removing = useSaving();

  async function renew(): Promise<void> {
    await renewing.save(
      null,
      async () => {
        const { body } = await request<RecoveryCodesMade>("POST", "me/recovery-codes");
        setCodes(body.recoveryCodes);
        await afterFactorChange();
      },
      null,
    );
  }

  async function remove(): Promise<void> {
    const done = await removing.save(null, () => request("DELETE", "me/totp"), "common.removed");
    if (!done) return;
    setOpened(null);
    await afterFactorChange();
  }

  return (
    <Part title={say("account.totp")}>
      <Text size="sm">
        {factors.totp === null
          ? say("account.totpNone")
          : say("account.totpSince", { moment: momentText(factors.totp.confirmedAt) })}
      </Text>
      {factors.totp !== null && (
        <Text size="sm" c={factors.recoveryCodes < 3 ? "var(--mantine-color-error)" : "dimmed"}>
          {say("account.codesLeft", { count: factors.recoveryCodes })}
        </Text>
      )}
      {renewing.errors.rest !== null && <FailureNote error={renewing.errors.rest} />}
      <Group gap="xs">
        {factors.totp === null ? (
          <Button variant={factors.required ? "filled" : "default"} onClick={() => setOpened("enrol")}>
            {say("account.totpAdd")}
          </Button>
        ) : (
          <>
            <Button variant="default" loading={renewing.busy} onClick={() => void renew()}>
              {say("account.codesRenew")}
            </Button>
            <Button variant="default" onClick={() => setOpened("remove")}>
              {say("account.totpRemove")}
            </Button>
          </>
        )}
      </Group>
      {opened === "enrol" && (
        <EnrolTotp
          onClose={() => setOpened(null)}
          onEnrolled={(codes) => {
            setOpened(null);
            setCodes(codes);
          }}
        />
      )}
      {opened === "remove" && (
        <Confirm
          title={say("account.totpRemoveTitle")}
          action={say("account.totpRemoveIt")}
          busy={removing.busy}
          failure={removing.errors.rest}
          onConfirm={() => void remove()}
          onClose={() => setOpened(null)}
        >
          <Text>{say("account.totpRemoveText")}</Text>
        </Confirm>
      )}
      {codes !== null && <RecoveryCodes codes={codes} onClose={() => setCodes(null)} />}
    </Part>
  );
}
