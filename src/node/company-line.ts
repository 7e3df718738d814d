/** The line of a company, with its documents as text, which is what a copy stores. */
import { isJson } from "../policy/is-json.ts";
import { COPIED_KINDS } from "../policy/documents.ts";
import { companySum, documentSum, NO_SUM } from "../store/sums.ts";

/** In the order of {@link COPIED_KINDS}. */
type DocumentTexts = readonly (readonly [kind: string, text: string])[];

type CompanyDocuments = Readonly<{
  /** Those that calls are decided from. */
  texts: DocumentTexts;
  /** Of these texts. */
  sum: string;
  /** As text; undefined if they were never set. Checksums leave them out. */
  quotas: string | undefined;
}>;

export type CompanyLine = Readonly<{
  kind: "company";
  company: string;
  revision: number;
  /** Null: there is no such company. Undefined where only checksums are sent. */
  documents: CompanyDocuments | null | undefined;
  /** As the store has it. */
  sum: string;
}>;

const HEAD = /^\{"company":"([^"\\]+)","revision":(\d{1,15}),"documents":\{/;
const TAIL = /^\},"sum":"([0-9a-f]+)"\}$/;
const TAIL_LENGTH = `},"sum":"${NO_SUM}"}`.length;

/**
 * Takes a line apart that is written exactly as stores of this version write it, without parsing it: parsing and writing
 * documents again would be most of the work of filling a copy.
 * @returns null for any other line
 */
export function asWritten(line: string): CompanyLine | null {
  const head = HEAD.exec(line);
  const sum = TAIL.exec(line.slice(-TAIL_LENGTH))?.[1];
  if (head === null || sum === undefined) return null;
  const [begin, company, revisionText] = head as unknown as readonly [string, string, string];
  const revision = Number(revisionText);
  const documents = documentsOf(company, revision, textsIn(line.slice(begin.length, -TAIL_LENGTH)));
  // The checksum tells that these are the stored documents, and that one ends where the next seems to begin.
  if (documents.sum !== sum || !isJson(documents.quotas ?? "{}")) return null;
  return { kind: "company", company, revision, documents, sum };
}

function textsIn(documents: string): DocumentTexts {
  const found: { kind: string; name: number; text: number }[] = [];
  for (const kind of COPIED_KINDS) {
    const name = `${found.length === 0 ? "" : ","}"${kind}":`;
    const at = documents.indexOf(name, found.at(-1)?.text);
    if (at !== -1) found.push({ kind, name: at, text: at + name.length });
  }
  // Of what stands before the first one, a checksum would not tell.
  if (found[0]?.name !== 0) return [];
  return found.map(({ kind, text }, nth) => [kind, documents.slice(text, found[nth + 1]?.name)]);
}

/** Of documents that have been parsed. */
export const documentsIn = (company: string, revision: number, parsed: Readonly<Record<string, unknown>>) =>
  documentsOf(
    company,
    revision,
    COPIED_KINDS.flatMap((kind) => (parsed[kind] === undefined ? [] : [[kind, JSON.stringify(parsed[kind])] as const])),
  );

function documentsOf(company: string, revision: number, found: DocumentTexts): CompanyDocuments {
  const texts = found.filter(([kind]) => kind !== "quotas");
  const sums = Object.fromEntries(texts.map(([kind, text]) => [kind, documentSum(text)]));
  return { texts, sum: companySum(company, revision, sums), quotas: found.find(([kind]) => kind === "quotas")?.[1] };
}
