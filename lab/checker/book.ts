/** All that the checker knows, and what it holds everybody to. Everything here throws AssertionError. */
import assert from "node:assert/strict";
import { checkOrder, type AnsweredSave } from "./answered-saves.ts";
import { historyAfter, type Claim, type HistoryRow, type StoreHead } from "./node-state.ts";
import { NumbersShown } from "./numbers-shown.ts";
import { FIRST_MARK, marksIn, sameState, shownFor, type SaveMade } from "./saves-made.ts";
import { Timeline } from "./timeline.ts";

/** A decision as it was answered; `minRevision` was asked for in the epoch `asked`. */
export type Decided = Readonly<{
  by: string;
  company: string;
  prefix: string;
  revision: number;
  callerId: string | null;
}>;

/** When a question was sent. */
export type Asked = Readonly<{ at: number; epoch: string; minRevision: number | undefined; isMixed: boolean }>;

export class Book {
  readonly timeline = new Timeline();
  readonly shown = new NumbersShown();
  /** Since a restore some may decide from the database before it. */
  isMixed = false;
  /** Answered in this epoch; 0 if none was. */
  newestAnswered = 0;
  readonly counts = { claims: 0, decisions: 0, waitedFor: 0 };
  readonly #dataDir: string;
  readonly #sent = new Map<number, SaveMade>();
  readonly #answered: AnsweredSave[] = [];
  /** Answered, and not yet found in the history. */
  #unfound: { revision: number; save: SaveMade }[] = [];
  readonly #rows = new Map<number, SaveMade | null>();
  readonly #lastClaims = new Map<string, number>();
  #mark = FIRST_MARK;
  /** The database is about to be replaced, or nothing comes any more. */
  #isClosed = false;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  nextMark(): number {
    return this.#mark++;
  }

  /** Before it is sent: from then on it may be in the history. */
  sends(save: SaveMade): void {
    this.#sent.set(save.mark, save);
  }

  answered(save: SaveMade, answer: AnsweredSave): void {
    this.#answered.push(answer);
    this.#unfound.push({ revision: answer.revision, save });
    this.newestAnswered = Math.max(this.newestAnswered, answer.revision);
  }

  saves(): number {
    return this.#answered.length;
  }

  /** Reads what is new in the history: each revision once, told by the feed as it happened. */
  read(): StoreHead {
    if (this.#isClosed) return { epoch: this.timeline.epoch, revision: this.timeline.head };
    const { rows, ...head } = historyAfter(this.#dataDir, this.timeline.head);
    assert.equal(head.epoch, this.timeline.epoch);
    for (const row of rows) {
      const save = this.#saveOf(row);
      this.timeline.add(row.revision, save);
      this.#rows.set(row.revision, save);
    }
    assert.equal(this.timeline.head, head.revision, "the history ends with the newest revision");
    const isThere = ({ revision }: { revision: number }) => revision <= head.revision;
    for (const { revision, save } of this.#unfound.filter(isThere)) {
      const found = this.#rows.get(revision);
      assert.ok(
        found?.action === save.action && found.company === save.company && (found.mark === save.mark || !found.mark),
        `revision ${revision} was answered to ${JSON.stringify(save)}, and is ${JSON.stringify(found)}`,
      );
    }
    this.#unfound = this.#unfound.filter((one) => !isThere(one));
    return head;
  }

  #saveOf({ revision, company, action, changes, told }: HistoryRow): SaveMade | null {
    assert.ok(told !== null, `revision ${revision} is in the feed`);
    assert.equal(told.isRemoved, action === "company.delete");
    if (action === "company.delete") {
      assert.equal(told.company, company);
      return { mark: 0, company, action };
    }
    const found = marksIn(changes).flatMap((mark) => this.#sent.get(mark) ?? []);
    if (found.length === 0) {
      assert.equal(told.company, null, `a save of ${company} (${action}) that was sent`);
      return null;
    }
    const save = found.find((save) => save.company === company && save.action === action);
    assert.ok(save !== undefined, `revision ${revision} is a save that was sent: ${JSON.stringify(changes)}`);
    assert.equal(told.company, company);
    return save;
  }

  /** At a time when nothing is saved: every save that was answered is there. */
  close(): void {
    this.read();
    assert.deepEqual(this.#unfound, [], "every save that was answered is in the history");
    this.#isClosed = true;
  }

  restored(backup: number, { epoch, revision }: StoreHead): void {
    this.timeline.restore(backup, revision, epoch);
    this.newestAnswered = 0;
    this.isMixed = true;
    this.#isClosed = false;
  }

  /** From now on, everybody decides from the database that was restored. */
  unmixed(): void {
    this.isMixed = false;
    this.shown.startOver();
  }

  /** The whole state is that of the revision that it claims, and no older than what was claimed before. */
  claims(name: string, claim: Claim): void {
    if (claim.revision > this.timeline.head) this.read();
    assert.ok(claim.revision <= this.timeline.head, `${name} claims a revision that there is not`);
    const place = this.timeline.place(claim.revision, claim.epoch);
    const before = this.#lastClaims.get(name) ?? 0;
    assert.ok(place >= before, `${name} claims ${place}, and has claimed ${before}`);
    this.#lastClaims.set(name, place);
    for (const company of new Set([...this.timeline.companies(), ...claim.companies.keys()])) {
      const { state } = this.timeline.companyAt(company, place);
      const claimed = claim.companies.get(company) ?? null;
      if (!sameState(state, claimed)) assert.deepEqual(claimed, state, `${company} on ${name} at ${claim.revision}`);
    }
    const trunk = this.timeline.trunkAt(place).state?.company;
    assert.deepEqual(claim.trunks, trunk === undefined ? [] : [trunk], `trunks on ${name} at ${claim.revision}`);
    this.counts.claims += 1;
  }

  /** The numbers that a save gave to a company. */
  gainedAt(company: string, revision: number): readonly string[] {
    if (revision > this.timeline.head) this.read();
    const { gained } = this.timeline.companyAt(company, revision);
    return [...gained].filter(([, since]) => since === revision).map(([number]) => number);
  }

  /** A node that lost its disk may begin again. */
  forgetClaims(name: string): void {
    this.#lastClaims.delete(name);
  }

  ask(): Asked {
    return { at: performance.now(), epoch: this.timeline.epoch, minRevision: undefined, isMixed: this.isMixed };
  }

  decided(decided: Decided, asked: Asked): void {
    const answered = performance.now();
    const { by, company, prefix, revision, callerId } = decided;
    if (revision > this.timeline.head) this.read();
    const version = this.timeline.stated(company, revision);
    const about = `${by} for ${company} at ${revision}`;
    assert.ok(version?.state, `${about}: there was no such revision of this company`);
    assert.equal(callerId, shownFor(version.state, prefix), about);
    this.counts.decisions += 1;
    if (asked.epoch !== this.timeline.epoch) return;
    if (asked.minRevision !== undefined) {
      const least = this.timeline.companyAt(company, this.timeline.place(asked.minRevision, asked.epoch));
      assert.ok(
        revision >= least.stated,
        `${about}: ${asked.minRevision} was asked for, ${least.stated} of ${company}`,
      );
      this.counts.waitedFor += 1;
    }
    const gained = callerId === null ? undefined : version.gained.get(callerId);
    if (callerId === null || gained === undefined || asked.isMixed || this.isMixed) return;
    this.shown.add({ number: callerId, company, gained, asked: asked.at, answered, by });
  }

  /** @param isLine whether only the line was unknown */
  wasUnknown(by: string, company: string, isLine: boolean, { epoch, minRevision }: Asked): void {
    if (epoch !== this.timeline.epoch) return;
    this.read();
    const place = minRevision === undefined ? 0 : this.timeline.place(minRevision, epoch);
    const fits = this.timeline.wasSince(company, place, (state) =>
      isLine ? state !== null && !state.directory : state === null,
    );
    assert.ok(fits, `${by} does not know ${isLine ? "the line of " : ""}${company}, asked for ${minRevision}`);
  }

  end(): void {
    this.close();
    checkOrder(this.#answered);
  }
}
