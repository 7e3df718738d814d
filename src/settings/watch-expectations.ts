/** Checks a company's expectations against what every write leaves, before it is stored. */
import { compile } from "../decide/compile.ts";
import type { DecidingDocuments } from "../policy/documents.ts";
import type { Expectation } from "../policy/expectations.ts";
import { ProblemList } from "../policy/problem-list.ts";
import { pathOf, unmetExpectations, type Unmet } from "../preview/expectations.ts";
import { unmetInWords } from "../preview/unmet-in-words.ts";
import { bodiesOf, type StoredCompany } from "../store/company.ts";
import type { CompanyDraft, Writes } from "../store/writes.ts";
import { refuseProblems } from "./refuse.ts";

/** What a writer wants done with a write that breaks an expectation (RFC 7240, 4.4). */
export type Handling = "strict" | "lenient";

export type Watched<Store> = Readonly<{
  /** The same store, whose writes of a company are watched. */
  store: Store;
  /** What does not hold after the last write of a company; null if there was none, or if it removed the company. */
  unmet: () => readonly Unmet[] | null;
}>;

/**
 * With strict handling, a write that makes an expectation fail that held before is refused: the store throws Refusal
 * `expectation_broken` after everything else has been checked.
 * @param whose the id of the employee whose calls are told of; null: everybody's
 */
export function watchExpectations<Store extends Pick<Writes, "writeCompany">>(
  store: Store,
  handling: Handling,
  whose: string | null,
): Watched<Store> {
  let unmet: readonly Unmet[] | null = null;
  return {
    store: {
      ...store,
      writeCompany: (company, record, work) =>
        store.writeCompany(company, record, async (draft) => {
          const result = await work(draft);
          unmet = unmetAfter(draft, handling, whose);
          return result;
        }),
    },
    unmet: () => unmet,
  };
}

/** @throws Refusal `expectation_broken` */
function unmetAfter(draft: CompanyDraft, handling: Handling, whose: string | null): readonly Unmet[] | null {
  const after = draft.after();
  if (after === null) return null;
  const { expectations } = after.expectations;
  const unmet = unmetIn(after, expectations);
  if (handling === "strict" && draft.before !== null) refuseBroken(draft.before, expectations, unmet);
  return whose === null ? unmet : unmet.filter((found) => isAbout(expectations[found.at]!, found, whose, after));
}

function isAbout(
  expectation: Expectation,
  { employee }: Unmet,
  whose: string,
  { directory }: DecidingDocuments,
): boolean {
  if ("employee" in expectation) return expectation.employee === whose;
  if (!("line" in expectation)) return employee === whose;
  const own = directory.employees.find(({ id }) => id === whose);
  return own?.lines.some(({ id }) => id === expectation.line) ?? false;
}

function refuseBroken(before: StoredCompany, expectations: readonly Expectation[], unmet: readonly Unmet[]): void {
  const failing = unmet.map((found) => ({ expectation: expectations[found.at]!, found }));
  const failedBefore = unmetIn(
    bodiesOf(before),
    failing.map(({ expectation }) => expectation),
  );
  const failed = new Set(failedBefore.map(({ at }) => at));
  const list = new ProblemList();
  for (const [at, { expectation, found }] of failing.entries())
    if (!failed.has(at))
      list.add({
        path: pathOf(found),
        code: "expectation_broken",
        message: unmetInWords(expectation, found),
        got: found.got,
      });
  refuseProblems("expectation_broken", list);
}

/** What does not hold in a company in some state. */
export function unmetIn(
  { company, directory, "outgoing-numbers": outgoing }: DecidingDocuments,
  expectations: readonly Expectation[],
): readonly Unmet[] {
  // To compile a large company takes longer than all the rest.
  return expectations.length === 0
    ? []
    : unmetExpectations(compile(company, directory, outgoing), directory, expectations);
}
