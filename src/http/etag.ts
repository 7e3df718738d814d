/** Entity tags (RFC 9110, 8.8.3): the revision of a document's last write. */
import { Refusal } from "../policy/refusal.ts";

export const etag = (revision: number) => `"${revision}"`;

/** A revision that no document has. */
const NO_REVISION = -1;

/**
 * Reads If-Match (RFC 9110, 13.1.1) with one strong tag.
 * @returns the revision that the sender started from; null if the sender requires none
 * @throws Refusal `precondition_required` if a tag is required, `malformed` for anything but one strong tag
 */
export function readIfMatch(header: string | undefined, isNeeded: boolean): number | null {
  const tag = header?.trim();
  if (tag === undefined || tag === "*") {
    if (!isNeeded) return null;
    throw new Refusal("precondition_required", "Send If-Match with the ETag of the revision that you changed.");
  }
  if (!/^"[^"]*"$/.test(tag)) throw new Refusal("malformed", 'If-Match takes one strong entity tag, such as "12".');
  return /^"(0|[1-9]\d{0,14})"$/.test(tag) ? Number(tag.slice(1, -1)) : NO_REVISION;
}
