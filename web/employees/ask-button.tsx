import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { useCompanyId } from "../page/company-id.ts";
import { useMay } from "../session/use-may.ts";
import { useWords } from "../words/use-words.ts";
import { AskSupport } from "./ask-support.tsx";

type AskProps = Readonly<{
  /** To how many the numbers are closed. */
  closed: number;
  isAsked: boolean;
  /** Who is asked for at first; null: all. */
  guest: string | null;
}>;

/** For those who cannot open the numbers themselves. */
export function AskButton({ closed, isAsked, guest }: AskProps) {
  const say = useWords();
  const company = useCompanyId();
  const may = useMay();
  const [isOpened, setOpened] = useState(false);
  if (!may("guests.request", company) || may("directory.open-to-guests", company)) return null;
  // The dialog stays until it closes itself, though the request is there by then.
  const offered = closed > 0 && !isAsked;
  return (
    <>
      {offered && (
        <Group>
          <Button variant="default" onClick={() => setOpened(true)}>
            {say("guests.ask")}
          </Button>
        </Group>
      )}
      {isOpened && <AskSupport guest={guest} onClose={() => setOpened(false)} />}
    </>
  );
}
