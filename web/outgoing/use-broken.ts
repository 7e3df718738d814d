import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { unmetQuery } from "../api/expectations.ts";
import { useMay } from "../session/use-may.ts";
import { useDraft } from "./draft-context.ts";

type Broken = Readonly<{ at: number; got: string | null }>;

/** The expectations that hold and would not hold once the unsaved changes are saved. */
export function useBroken(): readonly Broken[] {
  const { company, check, changes } = useDraft();
  const enabled = useMay()("expectations.read", company);
  const { data } = useQuery({ ...unmetQuery(company), enabled });
  const hasChanges = changes.length > 0;
  return useMemo(() => {
    if (!hasChanges || check === null || data === undefined) return [];
    return check.expectations
      .map(({ path, got }) => ({ at: Number(path.slice(path.lastIndexOf("/") + 1)), got }))
      .filter(({ at }) => data.results[at]?.unmet === null);
  }, [hasChanges, check, data]);
}
