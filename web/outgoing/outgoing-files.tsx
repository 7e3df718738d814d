import { Text } from "@mantine/core";
import { memo, Suspense, useState } from "react";
import { lazily } from "../page/lazily.ts";
import { download } from "../spreadsheet/download.ts";
import { FilesMenu } from "../spreadsheet/files-menu.tsx";
import { listFile, type FileForm } from "../spreadsheet/list-file.ts";
import { loadSectionWords } from "../words/load.ts";
import { useLanguage, useWords } from "../words/use-words.ts";
import { useShownDraft } from "./draft-context.ts";
import type { Counts } from "./logic/changes.ts";

const ImportDialog = lazily(async () => {
  await loadSectionWords();
  return import("./dialogs/import-dialog.tsx");
}, "ImportDialog");

/** The menu to export the outgoing numbers as the page shows them, and to import them into its unsaved changes. */
export const OutgoingFiles = memo(function OutgoingFiles() {
  const say = useWords();
  const language = useLanguage();
  const { company, directory, mayEdit, present, changes } = useShownDraft();
  const [isOpened, setOpened] = useState(false);
  /** What the last import has changed. */
  const [done, setDone] = useState<Counts | null>(null);

  function open(): void {
    setDone(null);
    setOpened(true);
  }

  async function save(form: FileForm): Promise<void> {
    await loadSectionWords();
    const { OUTGOING_PHONES: phones, outgoingCells } = await import("./logic/outgoing-sheet.ts");
    const cells = outgoingCells(present, directory, language, say);
    const file = await listFile(form, cells, { language, phones, sheet: say("frame.outgoingNumbers") });
    download(file, `${company}-outgoing-numbers.${form}`);
  }

  return (
    <div>
      <FilesMenu position="bottom-end" onImport={mayEdit ? open : null} onExport={(form) => void save(form)} />
      <Text size="sm" mt={4} role="status">
        {done && changes.length > 0 && say("outgoing.filesDone", done)}
      </Text>
      {isOpened && (
        <Suspense>
          <ImportDialog
            onClose={() => setOpened(false)}
            onDone={(counts) => {
              setOpened(false);
              setDone(counts);
            }}
          />
        </Suspense>
      )}
    </div>
  );
});
