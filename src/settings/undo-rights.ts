/** Which changes may be undone, and by whom: what a principal may not write, they may not write by undoing either. */
import { may, type Permission } from "../access/permission.ts";
import type { Principal } from "../access/principal.ts";
import type { Change } from "../policy/changes.ts";
import type { CompanyNumber, Employee } from "../policy/directory.ts";
import type { DocumentKind } from "../policy/documents.ts";
import { stepsOf } from "../policy/json-pointer.ts";

/**
 * A company is not removed by undoing its creation, nor made again; keys and people have their own ways, and quotas are
 * not the company's.
 */
export function isUndoable(kind: DocumentKind | null, { path }: Change): boolean {
  return kind !== null && kind !== "quotas" && !(kind === "company" && path === "");
}

const TO_WRITE: Readonly<Record<DocumentKind, Permission>> = {
  company: "company.write",
  directory: "directory.write",
  "outgoing-numbers": "outgoing-numbers.write",
  expectations: "expectations.write",
  quotas: "quotas.manage",
};

/** Whether the principal may undo this change; the checks of a directory's rights have the last word. */
export function mayUndo(principal: Principal, company: string, kind: DocumentKind, change: Change): boolean {
  const needed = [TO_WRITE[kind], ...neededFor(kind, change)];
  return needed.every((permission) => may(principal, permission, company));
}

function neededFor(kind: DocumentKind, { path, from }: Change): readonly Permission[] {
  const [list, , field] = stepsOf(path);
  if (kind === "company") return list === "guests" ? ["company.open-to-guests"] : [];
  if (kind !== "directory") return [];
  if (list === "numbers") return neededForNumber(field, from as Partial<CompanyNumber> | undefined);
  if (list !== "employees") return [];
  if (field === "withhold") return ["directory.withhold"];
  if (field === "choice") return ["directory.choose"];
  if (field === "guest" || field === "substitution") return ["directory.open-to-guests"];
  const employee = from as Partial<Employee> | undefined;
  return field === undefined && employee?.guest && employee.substitution !== undefined
    ? ["directory.open-to-guests"]
    : [];
}

/** @param from the number that comes again, where it is the whole number */
function neededForNumber(field: string | undefined, from: Partial<CompanyNumber> | undefined): readonly Permission[] {
  if (field === "confirmed") return ["directory.confirm"];
  if (field === "trunks") return ["directory.trunks"];
  if (field !== undefined) return [];
  return [
    "directory.numbers",
    ...(from?.confirmed ? (["directory.confirm"] as const) : []),
    ...(from?.trunks ? (["directory.trunks"] as const) : []),
  ];
}
