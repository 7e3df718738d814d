import { useEffect, useMemo } from "react";
import { targetKey } from "../../src/policy/entry-target.ts";
import type { Directory } from "../../src/policy/directory.ts";
import type { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import { directoryQuery } from "../api/documents.ts";
import { queryClient } from "../api/query-client.ts";
import { isOfNumber } from "./logic/notes.ts";
import type { Target } from "./logic/document.ts";
import type { ProblemsByTarget } from "./logic/pointers.ts";

/** Reads the directory again where the service says that a number is off or gone, which is on in the page's copy. */
export function useKnownNumbers(
  company: string,
  directory: Directory,
  present: OutgoingNumbers,
  problems: ProblemsByTarget,
): void {
  const isBehind = useMemo(() => {
    const doubted = new Set<Target | null>();
    for (const [target, { errors, warnings }] of problems)
      if ([...errors, ...warnings].some(({ code }) => isOfNumber(code))) doubted.add(target);
    if (doubted.size === 0) return false;
    const on = new Set(directory.numbers.filter(({ on }) => on).map(({ number }) => number));
    return [...present.personal, ...present.regional].some(
      (entry) => on.has(entry.number) && doubted.has(targetKey(entry)),
    );
  }, [directory, present, problems]);
  useEffect(() => {
    if (isBehind) void queryClient.invalidateQueries({ queryKey: directoryQuery(company).queryKey });
  }, [company, isBehind]);
}
