import { Button } from "@mantine/core";
import { useState } from "react";
import { Sheet } from "../../ui/dialog.tsx";
import { useWords } from "../../words/use-words.ts";
import { TestCallPanel } from "./test-call-panel.tsx";

/** On narrow screens: a button, and the panel over the whole height. */
export function TestCallSheet() {
  const say = useWords();
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        {say("testCall.title")}
      </Button>
      <Sheet
        opened={opened}
        onClose={() => setOpened(false)}
        position="bottom"
        size="100%"
        title={say("testCall.title")}
      >
        <TestCallPanel />
      </Sheet>
    </>
  );
}
