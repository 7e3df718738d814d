/** The history as a file, written page by page. */
import { open, type FileHandle } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import type { Change } from "../policy/changes.ts";
import type { HistoryAsked, HistoryEntry } from "../store/history.ts";
import type { Desk } from "./desk.ts";
import type { Reply } from "./endpoint.ts";
import { onlyOne } from "./only-one.ts";

const PAGE = { limit: 500, bytes: 1024 * 1024 };

type Format = "csv" | "json";

const exporting = onlyOne("Another export of the history is being written: try again in a minute.");

export async function exportHistory(
  { store, newFile }: Desk,
  { format, ...asked }: Omit<HistoryAsked, "limit" | "bytes"> & Readonly<{ format: Format }>,
): Promise<Reply> {
  const { begin, entry, end, type } = FORMATS[format];
  const write = async (handle: FileHandle) => {
    const head = await store.historyHead();
    await handle.write(begin(head));
    let isFirst = true;
    for (let before: number | null | undefined; before !== null;) {
      const { entries, next } = await store.history({ ...asked, before, ...PAGE });
      for (const each of entries) {
        await handle.write(entry(each, isFirst));
        isFirst = false;
      }
      before = next;
      await setImmediate();
    }
    await handle.write(end(head));
  };
  const file = await exporting(() =>
    newFile(async (name) => {
      const handle = await open(name, "wx", 0o600);
      try {
        await write(handle);
      } finally {
        await handle.close();
      }
    }),
  );
  return { file, type };
}

/** As the API answers it. The changes are JSON text already, and may be long. */
export function entryText({ changes, names, author: { address, ...author }, ...entry }: HistoryEntry): string {
  return `${JSON.stringify({ ...entry, author, address }).slice(0, -1)},"changes":${changes},"names":${names}}`;
}

type Written = Readonly<{
  type: string;
  begin: (head: string) => string;
  entry: (entry: HistoryEntry, isFirst: boolean) => string;
  end: (head: string) => string;
}>;

const FORMATS: Readonly<Record<Format, Written>> = {
  json: {
    type: "application/json; charset=utf-8",
    begin: (head) => `{"head":${JSON.stringify(head)},"items":[`,
    entry: (entry, isFirst) => (isFirst ? "\n" : ",\n") + entryText(entry),
    end: () => "\n]}\n",
  },
  csv: {
    type: "text/csv; charset=utf-8; header=present",
    begin: () => `\uFEFF${line(HEADING)}`,
    entry: csvLines,
    end: (head) => line(HEADING.map((name) => (name === "action" ? "head" : name === "path" ? head : ""))),
  },
};

const HEADING = [
  "revision",
  "at",
  "company",
  "author kind",
  "author id",
  "author",
  "address",
  "action",
  "path",
  "from",
  "to",
] as const;

/** One line for each change; a write without changes has one too. */
function csvLines({ revision, at, company, author, action, changes }: HistoryEntry): string {
  const { kind, id, name, address } = author;
  const about = [String(revision), at, company ?? "", kind, id, name, address ?? "", action];
  const listed = JSON.parse(changes) as readonly Partial<Change>[];
  const cells = listed.length > 0 ? listed : [{}];
  return cells.map(({ path = "", from, to }) => line([...about, path, json(from), json(to)])).join("");
}

const json = (value: unknown) => (value === undefined ? "" : JSON.stringify(value));

/** RFC 4180, 2. */
const line = (cells: readonly string[]) => `${cells.map(cell).join(",")}\r\n`;

/** A spreadsheet runs what begins like a formula: a name could be one. */
const FORMULA = /^[=+\-@\t\r]/;

function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
