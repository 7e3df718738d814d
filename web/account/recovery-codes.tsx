import { Button, Stack, Text } from "@mantine/core";
import { CopiedText } from "../ui/copied-text.tsx";
import { GuardedDialog } from "../ui/guarded-dialog.tsx";
import { useState } from "react";
import ui from "../ui/ui.module.css";
import { useWords } from "../words/use-words.ts";

/** Shows recovery codes, which nothing shows again. */
export function RecoveryCodes({ codes, onClose }: Readonly<{ codes: readonly string[]; onClose: () => void }>) {
  const say = useWords();
  const [isKept, setKept] = useState(false);
  const text = codes.join("\n");

  function save(): void {
    const address = URL.createObjectURL(new Blob([`${text}\n`], { type: "text/plain" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = "callas-recovery-codes.txt";
    link.click();
    URL.revokeObjectURL(address);
    setKept(true);
  }

  return (
    <GuardedDialog title={say("account.codes")} loss={isKept ? null : say("account.codesLoss")} onClose={onClose}>
      {() => (
        <Stack>
          <Text size="sm">{say("account.codesText")}</Text>
          <CopiedText
            label={say("account.codesLabel")}
            text={text}
            rows={codes.length}
            onCopied={() => setKept(true)}
          />
          <div className={ui.dialogFoot}>
            <Button variant="default" onClick={save}>
              {say("account.codesDownload")}
            </Button>
            <Button onClick={onClose}>{say("account.codesDone")}</Button>
          </div>
        </Stack>
      )}
    </GuardedDialog>
  );
}
