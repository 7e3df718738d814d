import { Button } from "@mantine/core";
import { useState } from "react";
import { Sheet } from "../../ui/dialog.tsx";
import { useWords } from "../../words/use-words.ts";
import type { Target } from "../logic/document.ts";
import { TestCallPanel } from "./test-call-panel.tsx";

/** The panel on narrow screens: a button opens it over the whole height. */
export function TestCallSheet({ onGo }: Readonly<{ onGo: (target: Target) => void }>) {
  const say = useWords();
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        {say("testCall.title")}
      </Button>
      {opened && (
        <Sheet onClose={() => setOpened(false)} position="bottom" size="100%" title={say("testCall.title")}>
          <TestCallPanel
            onGo={(target) => {
              setOpened(false);
              onGo(target);
            }}
          />
        </Sheet>
      )}
    </>
  );
}
