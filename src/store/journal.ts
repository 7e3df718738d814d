/** One write in the history of a company; `changes` is the JSON text of a list of changes (policy/changes.ts). */
export type JournalEntry = Readonly<{
  revision: number;
  company: string;
  action: string;
  at: string;
  author: string;
  changes: string;
}>;

/** Who changed what. */
export interface Journal {
  /**
   * The newest first, from the last before `before`; since the company was last made.
   * @param bytes of changes that a page has at most, unless its one entry has more
   * @returns `next`: the `before` of the next page, null at the end
   */
  journal(
    company: string,
    before: number | null,
    limit: number,
    bytes: number,
  ): Promise<Readonly<{ entries: readonly JournalEntry[]; next: number | null }>>;
}
