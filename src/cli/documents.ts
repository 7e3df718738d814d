/** Documents as files: written as YAML for people and JSON for programs, read as either. */
import { readFile, writeFile } from "node:fs/promises";
import { extname } from "node:path";
import { text } from "node:stream/consumers";
import { parse, stringify } from "yaml";
import { isJson } from "../policy/is-json.ts";
import type { Warning } from "../policy/problem.ts";
import { EXIT, Failure } from "./failure.ts";

/** A JSON object. */
export type Document = Readonly<Record<string, unknown>>;

/**
 * @param file `-` for standard input
 * @throws Failure if the file cannot be read or does not contain an object
 */
export async function readDocument(file: string): Promise<Document> {
  const read = file === "-" ? text(process.stdin) : readFile(file, "utf8");
  const content = await read.catch((error: Error) => {
    throw new Failure(EXIT.usage, `${file} cannot be read: ${error.message}`);
  });
  const name = file === "-" ? "standard input" : file;
  const document = parseDocument(content.replace(/^\uFEFF/, ""), name);
  if (typeof document !== "object" || document === null || Array.isArray(document))
    throw new Failure(
      EXIT.usage,
      `${name} does not contain a document: an object with the document's fields is expected.`,
    );
  return document as Document;
}

function parseDocument(content: string, name: string): unknown {
  try {
    return content.trimStart().startsWith("{") && isJson(content) ? JSON.parse(content) : parseYaml(content);
  } catch (error) {
    const [line = ""] = (error as Error).message.split("\n");
    throw new Failure(EXIT.usage, `${name} is neither YAML nor JSON: ${line.replace(/:$/, "")}.`);
  }
}

/** No document of a company has a numeric field, and `number: +375171234567` without quotation marks must stay text. */
function parseYaml(content: string): unknown {
  return parse(content, {
    logLevel: "error",
    customTags: (tags) =>
      tags.filter(
        (tag) => typeof tag === "string" || !["tag:yaml.org,2002:int", "tag:yaml.org,2002:float"].includes(tag.tag),
      ),
  });
}

export type OutputOptions = Readonly<{ json?: boolean; output?: string }>;

/** Writes YAML, or JSON if the option or the file's name asks for it. */
export async function writeDocument(document: unknown, { json, output }: OutputOptions): Promise<void> {
  const asJson = json === true || (output !== undefined && extname(output) === ".json");
  const content = asJson ? jsonText(document) : stringify(document, { lineWidth: 0 });
  if (output === undefined) {
    process.stdout.write(content);
    return;
  }
  await writeFile(output, content).catch((error: Error) => {
    throw new Failure(EXIT.usage, `${output} cannot be written: ${error.message}`);
  });
}

export const jsonText = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** The fields of an accepted write besides the document. */
export type Written = Readonly<{
  revision: number;
  warnings?: readonly Warning[];
  /** Those that do not hold after the write. */
  expectations?: readonly Readonly<{ path: string; shows: string | null; got: string | null }>[];
}>;

/** Reports what was done, with warnings and expectations that do not hold on standard error. */
export function reportWritten(what: string, written: Written, { json }: Pick<OutputOptions, "json">): void {
  for (const { document, path, code, message } of written.warnings ?? [])
    process.stderr.write(`warning: ${document} ${path || "/"}: ${message} [${code}]\n`);
  for (const { path, shows, got } of written.expectations ?? [])
    process.stderr.write(`does not hold: ${path}: shows ${got ?? "no number"} instead of ${shows ?? "none"}\n`);
  process.stdout.write(json ? jsonText(written) : `${what}: revision ${written.revision}.\n`);
}
