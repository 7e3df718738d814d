import { useMemo } from "react";
import { companiesOf, mayWith, type Granted, type May } from "./permissions.ts";
import { useSession } from "./session.ts";

const NOTHING: readonly Granted[] = [];

/** What whoever is signed in may do: `may("directory.numbers", company)`. */
export function useMay(): May {
  const granted = useSession().session?.permissions ?? NOTHING;
  return useMemo(() => mayWith(granted), [granted]);
}

/** The companies that whoever is signed in may look at; null: all of them. */
export function useCompanies(): readonly string[] | null {
  const granted = useSession().session?.permissions ?? NOTHING;
  return useMemo(() => companiesOf(granted), [granted]);
}
