import { Button, Menu } from "@mantine/core";
import { Suspense, useState } from "react";
import { lazily } from "../app/lazily.ts";
import { useDirectory } from "../api/documents.ts";
import { useCompanyId } from "../app/company-id.ts";
import { useLanguage, useWords } from "../words/use-words.ts";
import type { Kind } from "./kinds.ts";
import "@mantine/core/styles/Menu.css";

const ImportDialog = lazily(() => import("./import-dialog.tsx"), "ImportDialog");

/** A list into a file and back. */
export function SpreadsheetMenu({ kind, readOnly }: Readonly<{ kind: Kind; readOnly: boolean }>) {
  const say = useWords();
  const language = useLanguage();
  const company = useCompanyId();
  const { body: directory } = useDirectory(company);
  const [opened, setOpened] = useState(false);

  async function save(form: "csv" | "xlsx"): Promise<void> {
    const [{ cellsOf }, { csvFile, xlsxFile, download }] = await Promise.all([
      import("./kinds.ts"),
      import("./save-file.ts"),
    ]);
    const cells = cellsOf(kind, directory, say);
    const delimiter = language === "ru" ? ";" : ",";
    const file = form === "csv" ? csvFile(cells, delimiter) : await xlsxFile(cells, say(`sheet.kind.${kind}`));
    download(file, `${company}-${kind}.${form}`);
  }

  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="default">{say("sheet.menu")}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {!readOnly && <Menu.Item onClick={() => setOpened(true)}>{say("sheet.import")}</Menu.Item>}
          <Menu.Item onClick={() => void save("csv")}>{say("sheet.exportCsv")}</Menu.Item>
          <Menu.Item onClick={() => void save("xlsx")}>{say("sheet.exportXlsx")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {opened && (
        <Suspense>
          <ImportDialog kind={kind} onClose={() => setOpened(false)} />
        </Suspense>
      )}
    </>
  );
}
