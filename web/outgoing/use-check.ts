import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import type { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import { checkQuery, type CheckAnswer } from "../api/check.ts";
import { problemsByTarget, type ProblemsByTarget } from "./logic/pointers.ts";

/** The pause after an edit before the service is asked about it. */
const CHECK_AFTER_MS = 150;

const NO_PROBLEMS: ProblemsByTarget = new Map();

type Check = Readonly<{ check: CheckAnswer | null; checkFailure: unknown; problems: ProblemsByTarget }>;

/**
 * What the service says about the unsaved document.
 * @param revision of the saved document: with another one, the same document may have other problems
 */
export function useCheck(company: string, revision: number, present: OutgoingNumbers): Check {
  const [document] = useDebouncedValue(present, CHECK_AFTER_MS);
  const { data: newest = null, error } = useQuery({
    ...checkQuery(company, revision, document),
    placeholderData: keepPreviousData,
  });
  // A failed check does not remove the errors of the last one.
  const [last, setLast] = useState(newest);
  useEffect(() => {
    if (newest !== null) setLast(newest);
  }, [newest]);
  const checked = newest ?? last;
  const problems = useMemo(
    () => (checked ? problemsByTarget(checked.document, checked.answer.errors, checked.answer.warnings) : NO_PROBLEMS),
    [checked],
  );
  return { check: checked?.answer ?? null, checkFailure: error, problems };
}
