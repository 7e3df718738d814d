import { Suspense, useState, type ReactNode } from "react";
import { lazily } from "../page/lazily.ts";
import { toast } from "../ui/toasts.ts";
import { loadSectionWords } from "../words/load.ts";
import { useLanguage, useWords } from "../words/use-words.ts";
import { countsText } from "./counts.ts";
import { download } from "./download.ts";
import type { Kind } from "./kinds.ts";
import { listFile } from "./list-file.ts";

const ImportDialog = lazily(async () => {
  await loadSectionWords();
  return import("./import-dialog.tsx");
}, "ImportDialog");

type Import = Readonly<{
  open: () => void;
  /** The dialog while it is open. */
  part: ReactNode;
}>;

/** Imports a list of the directory from a file. Several buttons may open the dialog. */
export function useImport(kind: Kind): Import {
  const say = useWords();
  const language = useLanguage();
  const [opened, setOpened] = useState(false);

  async function saveTemplate(): Promise<void> {
    const { templateCells } = await import("./example.ts");
    const sheet = say(`sheet.kind.${kind}`);
    download(await listFile("csv", templateCells(kind, say), { language, phones: [], sheet }), `${kind}.csv`);
  }

  const part = opened && (
    <Suspense>
      <ImportDialog
        kind={kind}
        onClose={() => setOpened(false)}
        onDone={(counts) => {
          setOpened(false);
          toast(countsText("sheet.done", counts, say));
        }}
        onTemplate={() => void saveTemplate()}
      />
    </Suspense>
  );
  return { open: () => setOpened(true), part };
}
