import { Modal, Stack, Text } from "@mantine/core";
import { useWords } from "../words/use-words.ts";
import { SignInForm } from "./sign-in-form.tsx";
import { useSession } from "./session.ts";

/** Over the page, which stays as it is behind it. */
export function SessionOver() {
  const say = useWords();
  const { over } = useSession();
  return (
    <Modal
      opened={over}
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={say("signIn.over")}
      zIndex={1000}
    >
      <Stack>
        <Text>{say("signIn.overText")}</Text>
        <SignInForm />
      </Stack>
    </Modal>
  );
}
