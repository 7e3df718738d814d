/** One write in the history of a company; `changes` is the JSON text of a list of changes (policy/changes.ts). */
export type JournalEntry = Readonly<{
  revision: number;
  company: string;
  action: string;
  at: string;
  author: string;
  changes: string;
}>;

/** The history of companies. */
export interface Journal {
  /**
   * Newest first, from the last entry before `before` back to the creation of the current company.
   * @param bytes the most bytes of changes in a page, unless its only entry has more
   * @returns `next`: the `before` of the next page, or null at the end
   */
  journal(
    company: string,
    before: number | null,
    limit: number,
    bytes: number,
  ): Promise<Readonly<{ entries: readonly JournalEntry[]; next: number | null }>>;
}
