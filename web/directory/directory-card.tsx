import { Button, Group, Stack, Text } from "@mantine/core";
import { useState, type ReactNode } from "react";
import ui from "../ui/ui.module.css";
import { useWords } from "../words/use-words.ts";
import { useMayChange } from "./use-may-change.ts";

type Dialog = (onClose: () => void) => ReactNode;

type Props = Readonly<{
  /** The link to the list. */
  back: ReactNode;
  name: string;
  /** Its data. */
  facts: ReactNode;
  /** Where a PBX keeps the directory, it has only what the PBX leaves to people. */
  editDialog: Dialog;
  removeDialog: Dialog;
  /** What clients see. */
  children: ReactNode;
}>;

/** The page of one employee or department: its data, with the dialogs to edit and remove it. */
export function DirectoryCard({ back, name, facts, editDialog, removeDialog, children }: Props) {
  const say = useWords();
  const mayChange = useMayChange();
  const [opened, setOpened] = useState<"edit" | "remove" | null>(null);
  const close = () => setOpened(null);
  return (
    <Stack>
      {back}
      <div className={ui.card}>
        <Group justify="space-between" align="flex-start">
          <Text fw={700} size="lg">
            {name}
          </Text>
          <Group gap="xs">
            {mayChange.settings && (
              <Button size="sm" variant="default" onClick={() => setOpened("edit")}>
                {say(mayChange.people ? "directory.change" : "directory.setUp")}
              </Button>
            )}
            {mayChange.people && (
              <Button size="sm" variant="default" onClick={() => setOpened("remove")}>
                {say("directory.removeIt")}
              </Button>
            )}
          </Group>
        </Group>
        {facts}
      </div>
      <div className={ui.card}>{children}</div>
      {opened === "edit" && editDialog(close)}
      {opened === "remove" && removeDialog(close)}
    </Stack>
  );
}
