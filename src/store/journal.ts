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
   * @param characters of changes at which a page ends; it has one entry at least
   * @returns `next`: the `before` of the next page, null at the end
   */
  journal(
    company: string,
    before: number | null,
    limit: number,
    characters: number,
  ): Promise<Readonly<{ entries: readonly JournalEntry[]; next: number | null }>>;
}
