import { Button, FileButton as Picker, Group, Text } from "@mantine/core";
import { useRef, type ReactNode } from "react";
import { useWords } from "../words/use-words.ts";

const ACCEPTED =
  ".csv,.tsv,.txt,.xlsx,text/csv,text/plain,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

type Props = Readonly<{
  file: File | null;
  onChoose: (file: File | null) => void;
  /** What stands beside it. */
  children?: ReactNode;
}>;

/** Chooses the file of a list. The browser's own file field would be in the browser's language, not the page's. */
export function FileButton({ file, onChoose, children }: Props) {
  const say = useWords();
  const reset = useRef<() => void>(null);
  return (
    <Group gap="sm">
      <Picker accept={ACCEPTED} onChange={onChoose} resetRef={reset}>
        {({ onClick }) => (
          <Button
            variant="default"
            onClick={() => {
              // Without the reset, browsers report nothing when the same file is picked again after it was corrected.
              onChoose(null);
              reset.current?.();
              onClick();
            }}
            data-autofocus
          >
            {say("sheet.file")}
          </Button>
        )}
      </Picker>
      {file && <Text size="sm">{file.name}</Text>}
      {children}
    </Group>
  );
}
