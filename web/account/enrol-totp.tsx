import { Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { RecoveryCodesMade, TotpEnrolment } from "../api/account.ts";
import { RequestFailed } from "../api/request-failed.ts";
import { request } from "../api/request.ts";
import { FormDialog } from "../form/form-dialog.tsx";
import { useSaving } from "../form/use-saving.ts";
import { useSubmitted } from "../form/use-submitted.ts";
import { CopiedText } from "../ui/copied-text.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import { Loading } from "../ui/loading.tsx";
import ui from "../ui/ui.module.css";
import { useWords } from "../words/use-words.ts";
import { afterFactorChange } from "./after-factor-change.ts";
import { QrCode } from "./qr-code.tsx";

type Props = Readonly<{ onClose: () => void; onEnrolled: (recoveryCodes: readonly string[]) => void }>;

/** Sets up an authenticator app: its secret goes into the app, and a code of the app comes back. */
export function EnrolTotp({ onClose, onEnrolled }: Props) {
  const say = useWords();
  const enrolment = useQuery({
    queryKey: ["totp-enrolment"],
    queryFn: async () => (await request<TotpEnrolment>("PUT", "me/totp")).body,
    // A second one would make the secret worthless that is in the app already.
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });
  const [code, setCode] = useState("");
  const [isSubmitted, markSubmitted] = useSubmitted();
  const { busy, errors, save } = useSaving();

  async function submit(): Promise<void> {
    markSubmitted();
    if (code.trim() === "") return;
    await save(
      "",
      async () => {
        const body = { code: code.trim() };
        const answer = await request<RecoveryCodesMade>("POST", "me/totp", { body });
        onEnrolled(answer.body.recoveryCodes);
        await afterFactorChange();
      },
      null,
    );
  }

  const isWrong = errors.rest instanceof RequestFailed && errors.rest.problem.code === "credentials_wrong";
  const error = isWrong
    ? say("account.codeWrong")
    : isSubmitted && code.trim() === ""
      ? say("signIn.emptyCode")
      : errors.fields.get("/code");
  const { data } = enrolment;
  return (
    <FormDialog
      title={say("account.totpAdd")}
      action={say("account.totpConfirm")}
      onClose={onClose}
      onSubmit={submit}
      busy={busy}
      failure={isWrong ? null : errors.rest}
    >
      {data === undefined ? (
        enrolment.isError ? (
          <FailureNote error={enrolment.error} again={() => void enrolment.refetch()} />
        ) : (
          <Loading />
        )
      ) : (
        <Stack>
          <Text size="sm">{say("account.totpStep1")}</Text>
          <QrCode text={data.uri} label={say("account.totpCode")} />
          <a href={data.uri} className={ui.link}>
            {say("account.totpOpen")}
          </a>
          <CopiedText label={say("account.totpSecret")} text={data.secret} />
          <TextInput
            label={say("signIn.code")}
            description={say("account.totpStep2")}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            inputMode="numeric"
            autoComplete="one-time-code"
            error={error}
            required
          />
        </Stack>
      )}
    </FormDialog>
  );
}
