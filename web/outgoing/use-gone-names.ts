import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Directory } from "../../src/policy/directory.ts";
import type { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import { goneNamesQuery, type GoneKey, type GoneNames } from "../api/gone-names.ts";
import { useMay } from "../session/use-may.ts";

const NONE: GoneNames = new Map();

/** The names of those whose entries are left although they are gone. Who may not read the history sees their ids. */
export function useGoneNames(
  company: string,
  { employees, departments }: Directory,
  base: Pick<OutgoingNumbers, "personal">,
  present: Pick<OutgoingNumbers, "personal">,
): GoneNames {
  const mayRead = useMay()("history.read", company);
  const keys = useMemo(() => {
    const known = new Set<GoneKey>([
      ...employees.map(({ id }) => `employees/${id}` as const),
      ...departments.map(({ id }) => `departments/${id}` as const),
    ]);
    const named = [...base.personal, ...present.personal].map((entry): GoneKey =>
      "employee" in entry ? `employees/${entry.employee}` : `departments/${entry.department}`,
    );
    return [...new Set(named)].filter((key) => !known.has(key)).toSorted();
  }, [employees, departments, base, present]);
  const { data } = useQuery({ ...goneNamesQuery(company, keys), enabled: mayRead && keys.length > 0 });
  return data ?? NONE;
}
