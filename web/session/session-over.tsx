import { Stack, Text } from "@mantine/core";
import { Dialog } from "../ui/dialog.tsx";
import { useWords } from "../words/use-words.ts";
import { SignInForm } from "./sign-in-form.tsx";

/** The sign-in dialog over the page, which stays as it is behind it. */
export function SessionOver() {
  const say = useWords();
  return (
    <Dialog title={say("signIn.over")} zIndex={1000}>
      <Stack>
        <Text>{say("signIn.overText")}</Text>
        <SignInForm staysHere />
      </Stack>
    </Dialog>
  );
}
