import { Button, Menu, Text } from "@mantine/core";
import { Suspense, useState } from "react";
import { lazily } from "../page/lazily.ts";
import { useDirectory } from "../api/documents.ts";
import { useCompanyId } from "../page/company-id.ts";
import { writePhone } from "../ui/phone-number.tsx";
import { useLanguage, useWords } from "../words/use-words.ts";
import { download } from "./download.ts";
import { countsText, type Counts } from "./counts.ts";
import type { Kind } from "./kinds.ts";
import "@mantine/core/styles/Menu.css";

const ImportDialog = lazily(() => import("./import-dialog.tsx"), "ImportDialog");

/** The menu to export a list into a file and to import one. */
export function SpreadsheetMenu({ kind, readOnly }: Readonly<{ kind: Kind; readOnly: boolean }>) {
  const say = useWords();
  const language = useLanguage();
  const company = useCompanyId();
  const { body: directory } = useDirectory(company);
  const [opened, setOpened] = useState(false);
  const [done, setDone] = useState("");

  async function save(form: "csv" | "xlsx"): Promise<void> {
    const { cellsOf, phonesOf } = await import("./kinds.ts");
    const cells = cellsOf(kind, directory, say);
    const csv = async () => {
      const { csvFile } = await import("./csv-file.ts");
      return csvFile(cells, { delimiter: language === "ru" ? ";" : ",", phones: phonesOf(kind), writePhone });
    };
    const xlsx = async () => (await import("./xlsx-file.ts")).xlsxFile(cells, say(`sheet.kind.${kind}`));
    download(await { csv, xlsx }[form](), `${company}-${kind}.${form}`);
  }

  function open(): void {
    setDone("");
    setOpened(true);
  }

  function reportDone(counts: Counts): void {
    setOpened(false);
    setDone(countsText("sheet.done", counts, say));
  }

  return (
    <>
      <Menu position="bottom-start" withinPortal={false} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <Button variant="default">{say("sheet.menu")}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {!readOnly && <Menu.Item onClick={open}>{say("sheet.import")}</Menu.Item>}
          <Menu.Item onClick={() => void save("csv")}>{say("sheet.exportCsv")}</Menu.Item>
          <Menu.Item onClick={() => void save("xlsx")}>{say("sheet.exportXlsx")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Text size="sm" role="status">
        {done}
      </Text>
      {opened && (
        <Suspense>
          <ImportDialog kind={kind} onClose={() => setOpened(false)} onDone={reportDone} />
        </Suspense>
      )}
    </>
  );
}
