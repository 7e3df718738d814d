import { Button } from "@mantine/core";
import { useContext } from "react";
import { Sheet } from "../../ui/dialog.tsx";
import { EscapeCloses } from "../../ui/escape-closes.ts";
import { useWords } from "../../words/use-words.ts";
import type { Target } from "../logic/document.ts";
import { TestCallFields, TestCallHelp } from "./test-call-panel.tsx";
import { useTestCall } from "./test-call-provider.tsx";

/** The panel on narrow screens: a button opens it over the whole height. */
export function TestCallSheet({ onGo }: Readonly<{ onGo: (target: Target) => void }>) {
  const say = useWords();
  const { isSheetOpened, setSheetOpened, isListOpened } = useTestCall();
  // Escape closes the list that lies over it, and then the sheet.
  const closesOnEscape = useContext(EscapeCloses) && !isListOpened;
  return (
    <>
      <Button variant="default" onClick={() => setSheetOpened(true)}>
        {say("testCall.title")}
      </Button>
      {isSheetOpened && (
        <EscapeCloses value={closesOnEscape}>
          <Sheet
            onClose={() => setSheetOpened(false)}
            position="bottom"
            size="100%"
            title={say("testCall.title")}
            help={<TestCallHelp />}
          >
            <TestCallFields
              onGo={(target) => {
                setSheetOpened(false);
                onGo(target);
              }}
            />
          </Sheet>
        </EscapeCloses>
      )}
    </>
  );
}
