import { Button } from "@mantine/core";
import { Suspense, useState } from "react";
import { lazily } from "../page/lazily.ts";
import { useWords } from "../words/use-words.ts";
import type { FileForm } from "./list-file.ts";

export type FilesMenuProps = Readonly<{
  position: "bottom-start" | "bottom-end";
  /** Null: the list cannot be changed. */
  onImport: (() => void) | null;
  onExport: (form: FileForm) => void;
}>;

const OpenedFilesMenu = lazily(() => import("./opened-files-menu.tsx"), "OpenedFilesMenu");

/** The menu to export a list into a file and to import one. Only its button is in the first load. */
export function FilesMenu(props: FilesMenuProps) {
  const say = useWords();
  const [isWanted, setWanted] = useState(false);
  const button = (
    <Button variant="default" aria-haspopup="menu" onClick={() => setWanted(true)}>
      {say("common.files")}
    </Button>
  );
  if (!isWanted) return button;
  return (
    <Suspense fallback={button}>
      <OpenedFilesMenu {...props} />
    </Suspense>
  );
}
