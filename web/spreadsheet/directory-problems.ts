/**
 * What the service would have against an imported directory by itself. It lists a hundred errors, and no clash before
 * all forms are right; a list of thousands should show all that is wrong at once.
 */
import { reportClashes } from "../../src/policy/directory-clashes.ts";
import { EXTENSION, LONGEST_LABEL, LONGEST_NAME } from "../../src/policy/directory-forms.ts";
import type { Directory } from "../../src/policy/directory.ts";
import { ID } from "../../src/policy/id.ts";

export type DirectoryProblem = Readonly<{
  /** A JSON Pointer into the directory. */
  path: string;
  code: string;
  /** A pointer at the other one of two that clash. */
  other?: string;
}>;

export function directoryProblems(directory: Directory): readonly DirectoryProblem[] {
  const found: DirectoryProblem[] = [];
  for (const path of wrongForms(directory)) found.push({ path, code: "invalid" });
  reportClashes(directory, (problem) => found.push(problem));
  return found;
}

/** Pointers at what has a form that is not stored. */
function* wrongForms({ numbers, employees, departments }: Directory): Generator<string> {
  for (const [at, { label }] of numbers.entries()) if (label.length > LONGEST_LABEL) yield `/numbers/${at}/label`;
  for (const [at, { id, name, extension, lines }] of employees.entries()) {
    yield* wrongNames(`/employees/${at}`, id, name);
    if (extension !== null && !EXTENSION.test(extension)) yield `/employees/${at}/extension`;
    for (const [line, { id }] of lines.entries()) if (!ID.test(id)) yield `/employees/${at}/lines/${line}/id`;
  }
  for (const [at, { id, name }] of departments.entries()) yield* wrongNames(`/departments/${at}`, id, name);
}

function* wrongNames(path: string, id: string, name: string): Generator<string> {
  if (!ID.test(id)) yield `${path}/id`;
  if (name.length > LONGEST_NAME) yield `${path}/name`;
}
