/** Whose unsaved changes this browser keeps. They have numbers and ids of employees, which nobody else may find. */

/** Of every key under which a person's work is kept. What belongs to the browser, as its language, has another. */
const PREFIX = "callas/";

/** @param who the `id` of the person or key in the session */
export const keptKey = (what: string, who: string) => `${PREFIX}${what}/${encodeURIComponent(who)}`;

/** @param what its beginning */
export const isKeptKey = (key: string, what: string): boolean => key.startsWith(PREFIX + what);

/** @param besides whose work stays; null: nobody's */
export function forgetKept(besides: string | null): void {
  try {
    const kept = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
    const own = besides === null ? null : `/${encodeURIComponent(besides)}`;
    for (const key of kept) if (own === null || !key.endsWith(own)) localStorage.removeItem(key);
  } catch {
    // Without a storage nothing is kept.
  }
}
