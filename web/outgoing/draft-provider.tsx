import { use, useCallback, useDeferredValue, useEffect, useMemo, useReducer, type ReactNode } from "react";
import { change, isDeclined } from "../api/change.ts";
import { checkKey } from "../api/check.ts";
import {
  etagOf,
  outgoingNumbersQuery,
  useCompany,
  useDirectory,
  useOutgoingNumbers,
  type SavedOutgoingNumbers,
} from "../api/documents.ts";
import { RequestFailed } from "../api/request-failed.ts";
import { queryClient } from "../api/query-client.ts";
import { SavedInBetween, saveOver } from "../form/save-over.ts";
import { useMay } from "../session/use-may.ts";
import { DraftContext, ShownDraftContext, type Draft, type ShownDraft } from "./draft-context.ts";
import { readDraft, storeDraft } from "./draft-storage.ts";
import { groupChanges } from "./logic/change-groups.ts";
import { changesBetween } from "./logic/changes.ts";
import { begin, reduce } from "./logic/draft.ts";
import { withDiscarded } from "./logic/edit.ts";
import { CONFLICT, useSpotlightControls } from "./spotlight.tsx";
import { thisTab } from "./tab.ts";
import { useCheck } from "./use-check.ts";
import { useDraftStored } from "./use-draft-stored.ts";
import { useGoneNames } from "./use-gone-names.ts";
import { useDraftsLeft } from "./use-drafts-left.ts";
import { useKnownNumbers } from "./use-known-numbers.ts";

type Props = Readonly<{ company: string; /** The `person` of the session. */ who: string; children: ReactNode }>;

export function DraftProvider({ company, who, children }: Props) {
  const { body: fields } = useCompany(company);
  const { body: directory } = useDirectory(company);
  const { body: served } = useOutgoingNumbers(company);
  const mayEdit = useMay()("outgoing-numbers.write", company);
  const { focus } = useSpotlightControls();
  const tab = use(thisTab);
  const [state, dispatch] = useReducer(reduce, null, () =>
    begin(served, mayEdit ? readDraft({ company, tab, who }) : null),
  );
  const { saved, present, discarded } = state;
  const base = useMemo(() => withDiscarded(saved, discarded), [saved, discarded]);
  const changes = useMemo(() => changesBetween(saved, present), [saved, present]);
  const groups = useMemo(() => groupChanges(changes), [changes]);
  const goneNames = useGoneNames(company, directory, base, useDeferredValue(present));
  const { check, checkFailure, problems } = useCheck(company, saved.revision, present);

  useKnownNumbers(company, directory, present, problems);

  // The service has answered with a newer document.
  useEffect(() => dispatch({ type: "served", document: served }), [served]);

  const { left, forgetLeft } = useDraftsLeft(company, tab, who);

  const edit = useCallback<Draft["edit"]>((edit) => dispatch({ type: "edit", edit }), []);
  const remove = useCallback<Draft["remove"]>((targets) => dispatch({ type: "remove", targets }), []);
  const restore = useCallback<Draft["restore"]>((targets) => dispatch({ type: "restore", targets }), []);

  async function save(): Promise<void> {
    const sent = present;
    const query = outgoingNumbersQuery(company);
    dispatch({ type: "saving" });
    try {
      const { body } = await saveOver({
        query,
        over: { body: saved, etag: etagOf(saved.revision) },
        isUnchanged: ({ body }) => body.revision === saved.revision,
        send: async ({ etag: ifMatch }) =>
          change<SavedOutgoingNumbers>(company, "PUT", "/outgoing-numbers", { body: sent, ifMatch }),
      });
      dispatch({ type: "saved", sent, document: body });
      queryClient.setQueryData(query.queryKey, { body, etag: etagOf(body.revision) });
    } catch (error) {
      await saveFailed(error);
    }
  }

  async function saveFailed(error: unknown): Promise<void> {
    if (error instanceof SavedInBetween) {
      dispatch({ type: "overtaken", document: error.newer.body as SavedOutgoingNumbers });
      focus(CONFLICT);
    } else if (isDeclined(error)) {
      dispatch({ type: "refused" });
    } else if (error instanceof RequestFailed && error.problem.code === "invalid_settings") {
      dispatch({ type: "refused" });
      await queryClient.invalidateQueries({ queryKey: checkKey(company) });
    } else dispatch({ type: "failed", failure: error });
  }

  const shown = useMemo((): ShownDraft => {
    const { discarded: _, ...rest } = state;
    const of = { ...rest, company, fields, directory, mayEdit, goneNames, base, changes, groups, left };
    return { ...of, edit, remove, restore, check, checkFailure, problems };
  }, [
    state,
    company,
    fields,
    directory,
    mayEdit,
    goneNames,
    base,
    changes,
    groups,
    left,
    edit,
    remove,
    restore,
    check,
    checkFailure,
    problems,
  ]);
  const drawn = useDeferredValue(shown);
  const isStored = useDraftStored(shown, drawn, tab, who);
  const draft: Draft = {
    ...shown,
    isStored,
    forgetLeft,
    continueLeft: (stored) => {
      // Before the other tab's is forgotten.
      storeDraft({ ...stored, tab });
      dispatch({ type: "continue", stored });
      forgetLeft(stored);
    },
    save,
    takeTheirs: (target) => dispatch({ type: "take theirs", target }),
    dismissConflict: () => dispatch({ type: "dismiss conflict" }),
  };
  return (
    <DraftContext value={draft}>
      <ShownDraftContext value={drawn}>{children}</ShownDraftContext>
    </DraftContext>
  );
}
