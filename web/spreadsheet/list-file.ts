/** A list as a file for the reader's spreadsheet; the libraries are fetched with the first one. */
import { writePhone } from "../ui/phone-number.tsx";
import type { Language } from "../words/language.ts";

export type FileForm = "csv" | "xlsx";

type Form = Readonly<{
  language: Language;
  /** Which columns hold phone numbers. */
  phones: readonly boolean[];
  /** The name of the sheet in a workbook. */
  sheet: string;
}>;

export async function listFile(
  form: FileForm,
  cells: readonly (readonly string[])[],
  { language, phones, sheet }: Form,
): Promise<Blob> {
  if (form === "xlsx") return (await import("./xlsx-file.ts")).xlsxFile(cells, sheet);
  const { csvFile, delimiterOf } = await import("./csv-file.ts");
  return csvFile(cells, { delimiter: delimiterOf(language), phones, writePhone });
}
