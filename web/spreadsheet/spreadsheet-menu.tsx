import { outgoingNumbersQuery, useDirectory } from "../api/documents.ts";
import { queryClient } from "../api/query-client.ts";
import { useCompanyId } from "../page/company-id.ts";
import { useLanguage, useWords } from "../words/use-words.ts";
import { download } from "./download.ts";
import { FilesMenu } from "./files-menu.tsx";
import type { Kind } from "./kinds.ts";
import { listFile, type FileForm } from "./list-file.ts";

type Props = Readonly<{
  kind: Kind;
  /** Null: the list cannot be changed. */
  onImport: (() => void) | null;
}>;

/** The menu to export a list of the directory into a file and to import one. */
export function SpreadsheetMenu({ kind, onImport }: Props) {
  const say = useWords();
  const language = useLanguage();
  const company = useCompanyId();
  const { body: directory } = useDirectory(company);

  async function save(form: FileForm): Promise<void> {
    const { cellsOf, phonesOf } = await import("./kinds.ts");
    const { body: outgoing } = await queryClient.ensureQueryData(outgoingNumbersQuery(company));
    const cells = cellsOf(kind, directory, outgoing, say);
    const about = { language, phones: phonesOf(kind), sheet: say(`sheet.kind.${kind}`) };
    download(await listFile(form, cells, about), `${company}-${kind}.${form}`);
  }

  return <FilesMenu position="bottom-start" onImport={onImport} onExport={(form) => void save(form)} />;
}
