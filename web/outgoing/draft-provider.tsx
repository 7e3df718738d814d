import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState, type ReactNode } from "react";
import { targetKey } from "../../src/policy/entry-target.ts";
import type { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import { checkUnsaved } from "../api/check.ts";
import {
  companyPath,
  outgoingNumbersQuery,
  useCompany,
  useDirectory,
  useOutgoingNumbers,
  type Read,
  type SavedOutgoingNumbers,
} from "../api/documents.ts";
import { Failure } from "../api/failure.ts";
import { identityOf } from "../api/identity-of.ts";
import { queryClient } from "../api/query-client.ts";
import { request } from "../api/request.ts";
import { forget, keep, readKept } from "./keep.ts";
import { DraftContext, type Conflict, type Draft } from "./draft-context.ts";
import { changesBetween } from "./logic/changes.ts";
import { documentOf, type Entry, type Target } from "./logic/document.ts";
import { removeTargets, restoreTargets, withDiscarded } from "./logic/edit.ts";
import { problemsByTarget } from "./logic/pointers.ts";
import { rebase } from "./logic/rebase.ts";
import { CONFLICT } from "./save/conflict-note.tsx";

const checkKey = (company: string, ...what: readonly number[]) => ["company", company, "check", ...what];

/** After an edit, before the service is asked what it means. */
const CHECK_AFTER_MS = 150;

const NOTHING_LIT: ReadonlySet<Target> = new Set();

type State = Readonly<{
  saved: SavedOutgoingNumbers;
  present: OutgoingNumbers;
  /** Entries that were added and taken away again. */
  discarded: readonly Entry[];
  conflict: Conflict | null;
}>;

/** My changes over what somebody else has saved since; where I changed nothing, his state as it is. */
function laidOver({ saved, present, discarded, conflict }: State, theirs: SavedOutgoingNumbers): State {
  const { document, overlaps } = rebase(documentOf(saved), present, documentOf(theirs), conflict?.overlaps);
  const mine = changesBetween(theirs, document).length > 0;
  const changed = changesBetween(saved, theirs).length;
  const { savedAt, savedBy } = theirs;
  const told = mine ? { savedAt, savedBy, overlaps, theirs: changed } : null;
  return { saved: theirs, present: document, discarded, conflict: told };
}

/** What is there again is no longer discarded. */
function forgetPresent(state: State): State {
  if (state.discarded.length === 0) return state;
  const there = new Set([...state.present.personal, ...state.present.regional].map(targetKey));
  return { ...state, discarded: state.discarded.filter((entry) => !there.has(targetKey(entry))) };
}

function begin(company: string, who: string, served: SavedOutgoingNumbers): State {
  const kept = readKept(company, who);
  if (!kept) return { saved: served, present: documentOf(served), discarded: [], conflict: null };
  const { overlaps } = kept;
  const conflict =
    overlaps.length > 0 ? { savedAt: served.savedAt, savedBy: served.savedBy, overlaps, theirs: null } : null;
  const saved = { ...served, ...kept.base, revision: kept.revision };
  const before = { saved, present: kept.present, discarded: [], conflict };
  return kept.revision === served.revision ? { ...before, saved: served } : laidOver(before, served);
}

type Props = Readonly<{ company: string; /** The `person` who is signed in. */ who: string; children: ReactNode }>;

export function DraftProvider({ company, who, children }: Props) {
  const { body: fields } = useCompany(company);
  const { body: directory } = useDirectory(company);
  const { body: served } = useOutgoingNumbers(company);
  const [state, setState] = useState(() => begin(company, who, served));
  const [status, setStatus] = useState<Draft["status"]>("idle");
  const [failure, setFailure] = useState<unknown>(null);
  const [lit, light] = useState(NOTHING_LIT);
  const [sought, setSought] = useState<Target | null>(null);
  const reached = useCallback(() => setSought(null), []);
  const { saved, present, discarded, conflict } = state;
  const base = useMemo(() => withDiscarded(saved, discarded), [saved, discarded]);

  // What came newer from the service, by a look or by another's save.
  if (served.revision > saved.revision) setState(laidOver(state, served));

  const changes = useMemo(() => changesBetween(saved, present), [saved, present]);
  const [isKept, setKept] = useState(true);
  useEffect(() => {
    if (changes.length === 0) return forget(company, who);
    const overlaps = conflict?.overlaps ?? [];
    const { revision } = saved;
    setKept(keep({ company, who, revision, base: documentOf(saved), present, overlaps }));
  }, [company, who, saved, present, conflict, changes]);

  const [asked] = useDebouncedValue(present, CHECK_AFTER_MS);
  const { data: newest = null, error: checkFailure } = useQuery({
    queryKey: checkKey(company, saved.revision, identityOf(asked)),
    queryFn: async ({ signal }) => ({ asked, answer: await checkUnsaved(company, asked, signal) }),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
  // An answer that does not come takes no error from its entry.
  const [last, setLast] = useState(newest);
  if (newest !== null && newest !== last) setLast(newest);
  const checked = newest ?? last;
  const problems = useMemo(
    () => (checked ? problemsByTarget(checked.asked, checked.answer.errors, checked.answer.warnings) : new Map()),
    [checked],
  );

  const change = useCallback((next: (state: State) => State) => {
    setStatus((status) => (status === "saving" ? status : "idle"));
    setFailure(null);
    setState((state) => forgetPresent(next(state)));
  }, []);
  const edit = useCallback<Draft["edit"]>(
    (next) => change((state) => ({ ...state, present: next(state.present) })),
    [change],
  );
  const remove = useCallback<Draft["remove"]>(
    (targets) =>
      change((state) => {
        const asked = new Set(targets);
        const gone = [...state.present.personal, ...state.present.regional].filter((entry) =>
          asked.has(targetKey(entry)),
        );
        const earlier = state.discarded.filter((entry) => !asked.has(targetKey(entry)));
        return { ...state, present: removeTargets(state.present, targets), discarded: [...earlier, ...gone] };
      }),
    [change],
  );
  const restore = useCallback<Draft["restore"]>(
    (targets) =>
      change((state) => ({
        ...state,
        present: restoreTargets(withDiscarded(state.saved, state.discarded), state.present, targets),
      })),
    [change],
  );

  async function save(): Promise<void> {
    const sent = present;
    setStatus("saving");
    setFailure(null);
    try {
      const { body, etag } = await request<SavedOutgoingNumbers>("PUT", companyPath(company, "/outgoing-numbers"), {
        body: sent,
        ifMatch: `"${saved.revision}"`,
      });
      // What was edited while it was on its way stays an unsaved change.
      setState(({ present }) => ({
        saved: body,
        present: rebase(sent, present, documentOf(body)).document,
        discarded: [],
        conflict: null,
      }));
      queryClient.setQueryData<Read<SavedOutgoingNumbers>>(outgoingNumbersQuery(company).queryKey, {
        body,
        etag: etag ?? `"${body.revision}"`,
      });
      setStatus("saved");
    } catch (error) {
      setStatus("idle");
      if (error instanceof Failure && error.status === 412) {
        await queryClient.fetchQuery({ ...outgoingNumbersQuery(company), staleTime: 0 }).then(
          () => setSought(CONFLICT),
          (failed: unknown) => setFailure(failed),
        );
      } else if (error instanceof Failure && error.problem.code === "invalid_settings")
        // The same errors stand at their entries once the check is asked again.
        await queryClient.invalidateQueries({ queryKey: checkKey(company) });
      else setFailure(error);
    }
  }

  const draft: Draft = {
    company,
    fields,
    directory,
    saved,
    present,
    edit,
    base,
    remove,
    restore,
    changes,
    isKept,
    check: checked?.answer ?? null,
    checkFailure,
    problems,
    save,
    status,
    failure,
    conflict,
    takeTheirs: (overlap) =>
      setState((state) => {
        const present = restoreTargets(state.saved, state.present, [overlap.target]);
        const isMine = changesBetween(state.saved, present).length > 0;
        return { ...state, present, conflict: isMine ? state.conflict : null };
      }),
    dismissConflict: () => setState((state) => ({ ...state, conflict: null })),
    lit,
    light,
    sought,
    goTo: setSought,
    reached,
  };
  return <DraftContext value={draft}>{children}</DraftContext>;
}
