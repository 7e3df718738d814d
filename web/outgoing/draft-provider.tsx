import { useCallback, useEffect, useMemo, useReducer, useState, type ReactNode } from "react";
import { checkKey } from "../api/check.ts";
import {
  companyPath,
  etagOf,
  outgoingNumbersQuery,
  useCompany,
  useDirectory,
  useOutgoingNumbers,
  type SavedOutgoingNumbers,
} from "../api/documents.ts";
import { RequestFailed } from "../api/request-failed.ts";
import { queryClient } from "../api/query-client.ts";
import { request } from "../api/request.ts";
import { SavedInBetween, saveOver } from "../form/save-over.ts";
import { DraftContext, type Draft } from "./draft-context.ts";
import { forgetDraft, readDraft, storeDraft } from "./draft-storage.ts";
import { changesBetween } from "./logic/changes.ts";
import { documentOf } from "./logic/document.ts";
import { begin, reduce } from "./logic/draft.ts";
import { withDiscarded } from "./logic/edit.ts";
import { CONFLICT, useSpotlight } from "./spotlight.tsx";
import { useCheck } from "./use-check.ts";

type Props = Readonly<{ company: string; /** The `person` of the session. */ who: string; children: ReactNode }>;

export function DraftProvider({ company, who, children }: Props) {
  const { body: fields } = useCompany(company);
  const { body: directory } = useDirectory(company);
  const { body: served } = useOutgoingNumbers(company);
  const { focus } = useSpotlight();
  const [state, dispatch] = useReducer(reduce, null, () => begin(served, readDraft(company, who)));
  const { discarded, ...shown } = state;
  const { saved, present, conflict } = shown;
  const base = useMemo(() => withDiscarded(saved, discarded), [saved, discarded]);
  const changes = useMemo(() => changesBetween(saved, present), [saved, present]);
  const checked = useCheck(company, saved.revision, present);

  // The service has answered with a newer document.
  useEffect(() => dispatch({ type: "served", document: served }), [served]);

  const [isStored, setStored] = useState(true);
  useEffect(() => {
    if (changes.length === 0) return forgetDraft(company, who);
    const overlaps = conflict?.overlaps ?? [];
    const { revision } = saved;
    setStored(storeDraft({ company, who, revision, base: documentOf(saved), present, overlaps }));
  }, [company, who, saved, present, conflict, changes]);

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
        send: async ({ etag: ifMatch }) => {
          const path = companyPath(company, "/outgoing-numbers");
          return request<SavedOutgoingNumbers>("PUT", path, { body: sent, ifMatch });
        },
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
    } else if (error instanceof RequestFailed && error.problem.code === "invalid_settings") {
      dispatch({ type: "refused" });
      await queryClient.invalidateQueries({ queryKey: checkKey(company) });
    } else dispatch({ type: "failed", failure: error });
  }

  const draft: Draft = {
    ...shown,
    ...checked,
    company,
    fields,
    directory,
    edit,
    base,
    remove,
    restore,
    changes,
    isStored,
    save,
    takeTheirs: (target) => dispatch({ type: "take theirs", target }),
    dismissConflict: () => dispatch({ type: "dismiss conflict" }),
  };
  return <DraftContext value={draft}>{children}</DraftContext>;
}
