/** What the store held at each revision: the saves that were sent, in the order in which the history has them. */
import assert from "node:assert/strict";
import { after, type SaveMade, type State } from "./saves-made.ts";

export type Version = Readonly<{
  /** Where it begins: see {@link Timeline.place}. */
  from: number;
  /** The revision that a decision names. */
  stated: number;
  state: State;
  /** Where the company last got each of its numbers. */
  gained: ReadonlyMap<string, number>;
}>;

const NOTHING: Version = { from: 0, stated: 0, state: null, gained: new Map() };

/** A step after a revision that is less than the next one: where a restored database goes on. */
const STEP = 2 ** -10;

export class Timeline {
  readonly #companies = new Map<string, Version[]>();
  readonly #trunks: Version[] = [NOTHING];
  readonly #epochs: { epoch: string; base: number }[] = [];
  /** By number, the companies that got it last: at most two. */
  readonly #owners = new Map<string, readonly string[]>();
  /** The newest revision that was read from the history. */
  head = 0;

  begin(epoch: string): void {
    this.#epochs.push({ epoch, base: 0 });
  }

  get epoch(): string {
    return this.#epochs.at(-1)!.epoch;
  }

  /** The revision with which this epoch began. */
  get base(): number {
    return this.#epochs.at(-1)!.base;
  }

  /** @param save null for a row that changes no company: one of keys, or of the list of nodes */
  add(revision: number, save: SaveMade | null): void {
    assert.equal(revision, this.head + 1, "the history has each revision once, in order");
    this.head = revision;
    if (save === null) return;
    if (save.company === null) {
      const state = { company: "body" in save ? save.body : {} } as NonNullable<State>;
      this.#trunks.push({ from: revision, stated: revision, state, gained: new Map() });
      return;
    }
    const versions = this.#versions(save.company);
    const before = versions.at(-1) ?? NOTHING;
    const state = after(before.state, save);
    const gained = new Map(
      state?.directory?.numbers.map(({ number }) => [number, before.gained.get(number) ?? revision]) ?? [],
    );
    versions.push({ from: revision, stated: revision, state, gained });
    for (const [number, since] of gained)
      if (since === revision) this.#owners.set(number, [...this.lastOwners(number).slice(-1), save.company]);
  }

  /** The company that got a number last, and the one before it. */
  lastOwners(number: string): readonly string[] {
    return this.#owners.get(number) ?? [];
  }

  /** From here on the store holds what it held at an earlier revision. */
  restore(backup: number, head: number, epoch: string): void {
    assert.ok(head >= this.head, "revisions go on where they were");
    const place = this.place(backup, this.epoch);
    this.#epochs.push({ epoch, base: head });
    this.head = head;
    const from = this.place(head, epoch);
    for (const versions of [...this.#companies.values(), this.#trunks])
      versions.push({ ...last(versions, place), from });
  }

  /** Where a revision of an epoch stands; a restored database begins after the revision that it starts from. */
  place(revision: number, epoch: string): number {
    const at = this.#epochs.findIndex((known) => known.epoch === epoch);
    assert.notEqual(at, -1, `the epoch ${epoch} is known`);
    return revision === this.#epochs[at]!.base ? revision + at * STEP : revision;
  }

  companyAt(company: string, place: number): Version {
    return last(this.#companies.get(company) ?? [NOTHING], place);
  }

  trunkAt(place: number): Version {
    return last(this.#trunks, place);
  }

  companies(): readonly string[] {
    return [...this.#companies.keys()];
  }

  /** The version that a decision names. */
  stated(company: string, revision: number): Version | undefined {
    return this.#companies.get(company)?.findLast(({ stated, state }) => stated === revision && state !== null);
  }

  /** Whether the company was at some time, from a place on, in such a state. */
  wasSince(company: string, place: number, such: (state: State) => boolean): boolean {
    const versions = this.#companies.get(company) ?? [NOTHING];
    return such(last(versions, place).state) || versions.some(({ from, state }) => from >= place && such(state));
  }

  #versions(company: string): Version[] {
    const known = this.#companies.get(company) ?? [NOTHING];
    this.#companies.set(company, known);
    return known;
  }
}

/** The last version that began at a place or before it. */
function last(versions: readonly Version[], place: number): Version {
  let [low, high] = [0, versions.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (versions[middle]!.from <= place) low = middle;
    else high = middle;
  }
  return versions[low]!;
}
