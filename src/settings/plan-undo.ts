/** What a company's documents are once writes are undone, through the checks and rights of every write. */
import type { Principal } from "../access/principal.ts";
import { nameOf, type Change, type Json } from "../policy/changes.ts";
import { checkCompany } from "../policy/check-company.ts";
import { checkExpectations } from "../policy/check-expectations.ts";
import { checkOutgoingNumbers } from "../policy/check-outgoing-numbers.ts";
import { changesOfDocument } from "../policy/document-changes.ts";
import { DOCUMENT_KINDS, DOCUMENTS, type DocumentKind, type Documents } from "../policy/documents.ts";
import { EarlierDocument } from "../policy/earlier-document.ts";
import { escapePointer, stepsOf } from "../policy/json-pointer.ts";
import type { Problem } from "../policy/problem.ts";
import type { RefusalCode } from "../policy/refusal.ts";
import { bodiesOf, type StoredCompany } from "../store/company.ts";
import { judge, withMain, type Around } from "./change-directory.ts";
import { requireDirectoryRights } from "./directory-rights.ts";
import { refuseProblems } from "./refuse.ts";
import { isUndoable, mayUndo } from "./undo-rights.ts";

/** One write of the history. */
export type WrittenChanges = Readonly<{ revision: number; changes: readonly Change[] }>;

/** A change that was not undone; `path` as the history has it. */
export type LeftOut = Readonly<{ revision: number; path: string; code: string }>;

export type Plan = Readonly<{ documents: Documents; undone: readonly number[]; leftOut: readonly LeftOut[] }>;

/** How often what cannot be saved is left out before the undoing is refused. */
const MOST_ROUNDS = 20;

/**
 * @param written the newest first
 * @throws Refusal `forbidden`, or with problems that do not go away when changes are left out
 */
export async function planUndo(
  around: Around,
  principal: Principal,
  before: StoredCompany,
  written: readonly WrittenChanges[],
): Promise<Plan> {
  const wanted = written.flatMap(({ revision, changes }) => partsOf(revision, changes));
  /** Why a change is left out. */
  const codes = new Map<Part, string>();
  for (const part of wanted)
    if (!isUndoable(part.kind, part.change)) codes.set(part, "not_undoable");
    else if (!mayUndo(principal, before.id, part.kind!, part.change)) codes.set(part, "forbidden");
  for (let round = 1; ; round++) {
    const due = wanted.filter((part) => !codes.has(part));
    const { documents, changedSince } = takenBack(before, due);
    const problems = await problemsOf(around, principal, before, documents);
    const culprits = problems.flatMap(({ kind, problem }) =>
      culpritsOf(kind, documents, problem, due).map((part) => [part, problem.code] as const),
    );
    if (problems.length > 0 && (culprits.length === 0 || round === MOST_ROUNDS)) {
      const [{ refusal, problem }] = problems as readonly [Found];
      refuseProblems(refusal, { problems: [problem], more: problems.length - 1 });
    }
    if (problems.length === 0) {
      for (const part of changedSince) codes.set(part, "changed_since");
      return {
        documents: withMainSet(documents),
        undone: written.map(({ revision }) => revision).filter((revision) => isUndone(revision, wanted, codes)),
        leftOut: wanted.flatMap((part) => {
          const code = codes.get(part);
          return code === undefined ? [] : [{ revision: part.revision, path: part.path, code }];
        }),
      };
    }
    for (const [part, code] of culprits) codes.set(part, code);
  }
}

function withMainSet(documents: Documents): Documents {
  return { ...documents, "outgoing-numbers": withMain(documents["outgoing-numbers"], documents.directory) };
}

function isUndone(revision: number, wanted: readonly Part[], codes: ReadonlyMap<Part, string>): boolean {
  return wanted.some((part) => part.revision === revision && !codes.has(part));
}

/** One change that is to be undone. */
type Part = Readonly<{
  revision: number;
  /** Null if it concerns no document. */
  kind: DocumentKind | null;
  /** With a path that begins in the document. */
  change: Change;
  /** With the document. */
  path: string;
}>;

/** What tells about an undoing or a restoring is not undone itself. */
const REMARKS: ReadonlySet<string> = new Set(["/undone"]);

function partsOf(revision: number, changes: readonly Change[]): readonly Part[] {
  const ofDocuments = DOCUMENT_KINDS.flatMap((kind) =>
    changesOfDocument(kind, changes).map((change): Part => ({
      revision,
      kind,
      change,
      path: `/${kind}${change.path}`,
    })),
  );
  const others = changes
    .filter(({ path }) => !REMARKS.has(path) && !DOCUMENT_KINDS.some((kind) => stepsOf(path)[0] === kind))
    .map((change): Part => ({ revision, kind: null, change, path: change.path }));
  return [...ofDocuments, ...others];
}

function takenBack(
  before: StoredCompany,
  due: readonly Part[],
): Readonly<{ documents: Documents; changedSince: readonly Part[] }> {
  const bodies = bodiesOf(before);
  const documents: Record<string, unknown> = {};
  const changedSince: Part[] = [];
  for (const kind of DOCUMENT_KINDS) {
    const ofKind = due.filter((part) => part.kind === kind);
    if (ofKind.length === 0) {
      documents[kind] = bodies[kind];
      continue;
    }
    const document = new EarlierDocument(bodies[kind]);
    const parts = new Map(ofKind.map((part) => [part.change, part]));
    for (const ofWrite of Map.groupBy(ofKind, ({ revision }) => revision).values())
      for (const change of document.takeBackStanding(ofWrite.map(({ change }) => change)))
        changedSince.push(parts.get(change)!);
    // What an older version wrote may lack fields that have a default now.
    documents[kind] = DOCUMENTS[kind].schema.parse(document.body);
  }
  return { documents: documents as Documents, changedSince };
}

type Found = Readonly<{ kind: DocumentKind; refusal: RefusalCode; problem: Problem }>;

/** @throws Refusal `forbidden` */
async function problemsOf(
  around: Around,
  principal: Principal,
  before: StoredCompany,
  after: Documents,
): Promise<readonly Found[]> {
  const { company, directory, "outgoing-numbers": outgoing } = after;
  const found: Found[] = [];
  const note = (kind: DocumentKind, refusal: RefusalCode, problems: readonly Problem[]) => {
    for (const problem of problems) found.push({ kind, refusal, problem });
  };
  if (company !== before.company.body)
    note("company", "invalid_company", checkCompany(company, before.company.body, directory).problems);
  if (directory !== before.directory.body) {
    requireDirectoryRights(principal, before.id, before.directory.body, directory);
    const withMainOfThen = { ...before, "outgoing-numbers": { ...before["outgoing-numbers"], body: outgoing } };
    for (const [refusal, { problems }] of await judge(around, withMainOfThen, directory))
      note("directory", refusal, problems);
  }
  const saved = before["outgoing-numbers"].body;
  if (outgoing !== saved) {
    // Where there was no main number, the first one that is on becomes it.
    const document = outgoing.main === null ? withMain(outgoing, directory) : outgoing;
    note("outgoing-numbers", "invalid_settings", checkOutgoingNumbers(document, company, directory, saved).problems);
  }
  const { expectations } = after;
  if (expectations !== before.expectations.body) {
    const { problems } = checkExpectations(expectations, company, directory, before.expectations.body);
    note("expectations", "invalid_expectations", problems);
  }
  return found;
}

/** The changes whose undoing causes a problem; the more direct causes first, and no others if there are any. */
function culpritsOf(kind: DocumentKind, documents: Documents, problem: Problem, due: readonly Part[]): readonly Part[] {
  const document = documents[kind];
  const main = documents["outgoing-numbers"].main ?? "";
  const at = named(kind, document, problem.path);
  const value = valueAt(document, problem.path);
  const within = (part: Part, path: string) => path === part.path || path.startsWith(`${part.path}/`);
  const causes: ((part: Part) => boolean)[] = [
    (part) => problem.code === "number_is_main" && within(part, `/directory/numbers/${main}`),
    (part) => within(part, at),
    // What is named there is gone: its coming was undone.
    (part) =>
      typeof value === "string" && GONE.some((list) => within(part, `/directory/${list}/${escapePointer(value)}`)),
    (part) => problem.other !== undefined && within(part, named(kind, document, problem.other)),
    (part) => part.path.startsWith(`${at}/`),
    (part) => part.kind === "directory",
  ];
  for (const isCause of causes) {
    const found = due.filter(isCause);
    if (found.length > 0) return found;
  }
  return [];
}

const GONE = ["employees", "departments", "numbers"] as const;

/** A pointer into the document as the history writes paths: with names instead of places. */
function named(kind: DocumentKind, document: unknown, pointer: string): string {
  let inside = document as Json | undefined;
  let path = `/${kind}`;
  for (const step of stepsOf(pointer)) {
    const next = memberOf(inside, step);
    path += `/${escapePointer(Array.isArray(inside) && next !== undefined ? nameOf(next) : step)}`;
    inside = next;
  }
  return path;
}

function valueAt(document: unknown, pointer: string): Json | undefined {
  return stepsOf(pointer).reduce(memberOf, document as Json | undefined);
}

function memberOf(inside: Json | undefined, step: string): Json | undefined {
  if (Array.isArray(inside)) return (inside as readonly Json[])[Number(step)];
  return typeof inside === "object" && inside !== null
    ? (inside as Readonly<Record<string, Json | undefined>>)[step]
    : undefined;
}
