import { useMemo } from "react";
import type { Granted } from "../../src/access/permission.ts";
import { companiesOf, homeOf, mayWith, type Home, type May } from "./permissions.ts";
import { useSession } from "./session.ts";

const NOTHING: readonly Granted[] = [];

/** What the signed-in person may do: `may("directory.numbers", company)`. */
export function useMay(): May {
  const granted = useSession().session?.permissions ?? NOTHING;
  return useMemo(() => mayWith(granted), [granted]);
}

/** The ids of the companies that the signed-in person may read; null: all of them. */
export function useCompanies(): readonly string[] | null {
  const granted = useSession().session?.permissions ?? NOTHING;
  return useMemo(() => companiesOf(granted), [granted]);
}

/** Where the signed-in person begins. */
export const useHome = (): Home => homeOf(useSession().session?.permissions ?? NOTHING);
