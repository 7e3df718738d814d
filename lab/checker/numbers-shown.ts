/** A number is shown for one company at a time: once it was shown for the next one, nobody shows it for the last. */
import assert from "node:assert/strict";

/** `gained`: where the company got the number, see timeline.ts. Times are of one clock in this process. */
export type Shown = Readonly<{
  number: string;
  company: string;
  gained: number;
  asked: number;
  answered: number;
  by: string;
}>;

export class NumbersShown {
  /** By number, in the order of the answers: each owner that is newer than all before it. */
  #owners = new Map<string, Shown[]>();
  /** How often a number was shown for another company than before. */
  changes = 0;

  /** @throws AssertionError */
  add(shown: Shown): void {
    const owners = this.#owners.get(shown.number) ?? [];
    this.#owners.set(shown.number, owners);
    // A company that was removed and made again may have the same number from then on.
    const later = owners.findLast(
      ({ answered, gained, company }) => answered < shown.asked && gained > shown.gained && company !== shown.company,
    );
    assert.equal(
      later,
      undefined,
      `${shown.by} showed ${shown.number} for ${shown.company}, after ${later?.by} had shown it for ${later?.company}`,
    );
    const last = owners.at(-1);
    if (last !== undefined && last.gained >= shown.gained) return;
    if (last !== undefined && last.company !== shown.company) this.changes += 1;
    owners.push(shown);
  }

  /** What was shown from a database that was replaced says nothing about the one in its place. */
  startOver(): void {
    this.#owners = new Map();
  }
}
