import { useEffect } from "react";
import { targetKey } from "../../src/policy/entry-target.ts";
import type { Directory } from "../../src/policy/directory.ts";
import type { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import { directoryQuery } from "../api/documents.ts";
import { queryClient } from "../api/query-client.ts";
import { isOfNumber } from "./logic/notes.ts";
import type { ProblemsByTarget } from "./logic/pointers.ts";

/** Reads the directory again where the service says that a number is off or gone, which is on in the page's copy. */
export function useKnownNumbers(
  company: string,
  directory: Directory,
  present: OutgoingNumbers,
  problems: ProblemsByTarget,
): void {
  const isBehind = [...present.personal, ...present.regional].some((entry) => {
    const { errors = [], warnings = [] } = problems.get(targetKey(entry)) ?? {};
    return (
      [...errors, ...warnings].some(({ code }) => isOfNumber(code)) &&
      directory.numbers.some(({ number, on }) => on && number === entry.number)
    );
  });
  useEffect(() => {
    if (isBehind) void queryClient.invalidateQueries({ queryKey: directoryQuery(company).queryKey });
  }, [company, isBehind]);
}
