import { changes, type Change } from "./changes.ts";
import { DOCUMENTS, type DocumentKind } from "./documents.ts";

/**
 * The changes of a write in one document, with paths that begin in it. The first write of a document, which the history
 * records as a whole, becomes changes of the empty document.
 */
export function changesOfDocument(kind: DocumentKind, written: readonly Change[]): readonly Change[] {
  const root = `/${kind}`;
  const { empty } = DOCUMENTS[kind];
  return written.flatMap((change): readonly Change[] => {
    if (change.path === root && empty !== null && !("from" in change)) return changes(empty, change.to);
    return change.path === root || change.path.startsWith(`${root}/`)
      ? [{ ...change, path: change.path.slice(root.length) }]
      : [];
  });
}
