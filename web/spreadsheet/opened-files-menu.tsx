import { Button, Menu } from "@mantine/core";
import { useWords } from "../words/use-words.ts";
import type { FilesMenuProps } from "./files-menu.tsx";
import "@mantine/core/styles/Menu.css";

/** @see FilesMenu */
export function OpenedFilesMenu({ position, onImport, onExport }: FilesMenuProps) {
  const say = useWords();
  return (
    <Menu defaultOpened position={position} withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button variant="default">{say("common.files")}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {onImport && <Menu.Item onClick={onImport}>{say("common.filesImport")}</Menu.Item>}
        <Menu.Item onClick={() => onExport("csv")}>{say("common.filesCsv")}</Menu.Item>
        <Menu.Item onClick={() => onExport("xlsx")}>{say("common.filesXlsx")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
