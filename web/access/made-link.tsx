import { Button, Stack, Text } from "@mantine/core";
import { CopiedText } from "../ui/copied-text.tsx";
import { Dialog } from "../ui/dialog.tsx";
import ui from "../ui/ui.module.css";
import { useMomentText, useWords } from "../words/use-words.ts";

type Made = Readonly<{ link?: string; linkExpiresAt?: string; sent: boolean; name: string; email: string }>;

/**
 * Shows a link, which nothing shows again. Somebody who has an account already gets none, or one without an end, with
 * which they accept the roles.
 */
export function MadeLink({ made, onClose }: Readonly<{ made: Made; onClose: () => void }>) {
  const say = useWords();
  const momentText = useMomentText();
  const { link, linkExpiresAt, sent, name, email } = made;
  const isOffer = link !== undefined && linkExpiresAt === undefined;
  return (
    <Dialog title={say(link === undefined ? "access.knownTitle" : "access.linkTitle", { name })} onClose={onClose}>
      <Stack>
        {link === undefined ? (
          <Text>{say("access.known", { email })}</Text>
        ) : (
          <>
            {isOffer && <Text>{say("access.offer", { email })}</Text>}
            <Text>{sent ? say("access.sent", { email }) : say("access.notSent")}</Text>
            <CopiedText label={say("access.link")} text={new URL(link, location.href).href} />
            {linkExpiresAt !== undefined && (
              <Text size="sm" c="dimmed">
                {say("access.linkUntil", { moment: momentText(linkExpiresAt) })}
              </Text>
            )}
          </>
        )}
        <div className={ui.dialogFoot}>
          <Button onClick={onClose}>{say("access.done")}</Button>
        </div>
      </Stack>
    </Dialog>
  );
}
