/** Saves for some companies, one save after another, whatever becomes of the service. */
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "../random.ts";
import { outcomeOf, revisionIn, type Answer, type Ask } from "../service/client.ts";
import type { Book } from "./book.ts";
import { companyBody, directoryBody, idOf, outgoingBody, trunkBody, WANDERING } from "./companies.ts";
import type { SaveMade } from "./saves-made.ts";

/** What all writers share. */
export type Desk = Readonly<{
  book: Book;
  operator: Ask;
  /** Wandering numbers that no company has, as far as the writers know. */
  free: Set<number>;
  counts: SaveCounts;
  /** Nobody sends anything before it resolves. */
  gate: () => Promise<void>;
  isOver: () => boolean;
  /** Saves that were sent and neither answered nor lost. */
  underWay: Set<SaveMade>;
  /** Called when a save was answered that may have given the company numbers. */
  tookNumbers: (company: string, revision: number) => void;
}>;

export type SaveCounts = { lost: number; refused: number; resting: number; tookNumbers: number };

/** The longest pause between two saves of a writer. */
const PAUSE_MS = 20;

/** Where nobody listens. */
const AGAIN_MS = 100;

const NUMBERS = Array.from({ length: WANDERING }, (_, which) => which);

/** A company as its writer knows it. */
type Known = { has: Set<number>; entries: Set<number>; isThere: boolean; outgoing: string | null };

export async function keepSaving(desk: Desk, companies: readonly number[], random: Random): Promise<void> {
  const known = new Map<number, Known>(
    companies.map((at) => [at, { has: new Set(), entries: new Set(), isThere: false, outgoing: null }]),
  );
  while (!desk.isOver()) {
    const at = random.pick(companies);
    const dice = random.next();
    await desk.gate();
    await saveOne(desk, at, known.get(at)!, dice, random);
    await sleep(random.int(PAUSE_MS));
  }
}

async function saveOne(desk: Desk, at: number, known: Known, dice: number, random: Random): Promise<void> {
  if (!known.isThere) {
    if (!(await putCompany(desk, at, known))) return;
    if (!(await putDirectory(desk, at, known, known.has))) return;
    await putOutgoing(desk, at, known);
  } else if (dice < 0.35) await putOutgoing(desk, at, known);
  else if (dice < 0.55) await putCompany(desk, at, known);
  else if (dice < 0.92) await moveNumbers(desk, at, known, random);
  else if (dice < 0.96) await putTrunk(desk);
  else await removeCompany(desk, at, known);
}

/** Gives one of its numbers up, or takes one that is free. */
async function moveNumbers(desk: Desk, at: number, known: Known, random: Random): Promise<void> {
  const [has, free] = [NUMBERS.filter((which) => known.has.has(which)), [...desk.free]];
  if (free.length > 0 && random.chance(0.7)) {
    const which = random.pick(free);
    if (!(await putDirectory(desk, at, known, new Set([...known.has, which])))) return;
    if (!known.entries.has(which)) await putOutgoing(desk, at, known);
  } else if (has.length > 0) {
    const which = random.pick(has);
    await putDirectory(desk, at, known, new Set([...known.has].filter((one) => one !== which)));
  } else await putDirectory(desk, at, known, known.has);
}

async function putCompany({ book, ...desk }: Desk, at: number, known: Known): Promise<boolean> {
  const mark = book.nextMark();
  const body = companyBody(mark);
  const save: SaveMade = { mark, company: idOf(at), action: "company.put", body };
  const answer = await send({ book, ...desk }, save, () => desk.operator(`PUT companies/${idOf(at)}`, body));
  if (answer === null) return false;
  assert.equal(answer.status, 200, answer.text);
  known.isThere = true;
  return true;
}

async function putDirectory(desk: Desk, at: number, known: Known, next: ReadonlySet<number>): Promise<boolean> {
  const mark = desk.book.nextMark();
  const body = directoryBody(at, mark, next);
  const save: SaveMade = { mark, company: idOf(at), action: "directory.put", body };
  const answer = await send(desk, save, () => desk.operator(`PUT companies/${idOf(at)}/directory`, body));
  known.outgoing = null;
  const [gained, lost] = [[...next].filter((one) => !known.has.has(one)), [...known.has.difference(next)]];
  switch (answer === null ? "lost" : outcomeOf(answer)) {
    case "200":
      known.has = new Set(next);
      for (const which of gained) desk.free.delete(which);
      for (const which of lost) desk.free.add(which);
      if (gained.length > 0) {
        desk.counts.tookNumbers += gained.length;
        desk.tookNumbers(idOf(at), revisionIn(answer!));
      }
      return true;
    case "lost":
      // Whoever has them finds out with the next save.
      for (const which of [...gained, ...lost]) desk.free.add(which);
      known.has = new Set([...known.has].filter((one) => next.has(one)));
      return false;
    case "409 number_resting":
      desk.counts.resting += 1;
      // What was thought to be the company's own may be another's by now, or have gone with it.
      if (gained.length === 0) giveUp(desk, known);
      return false;
    case "409 number_taken":
      desk.counts.refused += 1;
      if (gained.length === 0) giveUp(desk, known);
      return false;
    default:
      return refused(desk, known, answer!, at);
  }
}

async function putOutgoing(desk: Desk, at: number, known: Known): Promise<void> {
  const url = `companies/${idOf(at)}/outgoing-numbers` as const;
  if (known.outgoing === null) {
    const read = await desk.operator(`GET ${url}`).catch(() => null);
    if (read === null) return;
    if (read.status !== 200) return void refused(desk, known, read, at);
    known.outgoing = read.headers.etag!;
  }
  const mark = desk.book.nextMark();
  const entries = new Set([...known.entries, ...known.has]);
  const body = outgoingBody(at, mark, entries);
  const save: SaveMade = { mark, company: idOf(at), action: "outgoing-numbers.put", body };
  const ifMatch = known.outgoing;
  known.outgoing = null;
  const answer = await send(desk, save, () => desk.operator(`PUT ${url}`, body, { ifMatch }));
  if (answer === null) return;
  if (answer.status !== 200) return void refused(desk, known, answer, at);
  known.entries = entries;
  known.outgoing = `"${revisionIn(answer)}"`;
}

async function putTrunk(desk: Desk): Promise<void> {
  const mark = desk.book.nextMark();
  const body = trunkBody(mark);
  const save: SaveMade = { mark, company: null, action: "trunk.put", body };
  const answer = await send(desk, save, () => desk.operator("PUT trunks/t", body));
  if (answer !== null) assert.equal(answer.status, 200, answer.text);
}

async function removeCompany(desk: Desk, at: number, known: Known): Promise<void> {
  const save: SaveMade = { mark: desk.book.nextMark(), company: idOf(at), action: "company.delete" };
  const answer = await send(desk, save, () => desk.operator(`DELETE companies/${idOf(at)}`));
  if (answer !== null && answer.status !== 200) return void refused(desk, known, answer, at);
  giveUp(desk, known);
  known.entries = new Set();
  known.outgoing = null;
  if (answer !== null) known.isThere = false;
}

/** What may be refused after answers were lost, or a backup was restored. */
const EXPECTED: ReadonlySet<string> = new Set([
  "404 company_unknown",
  "412 revision_conflict",
  "409 number_is_main",
  "422 invalid_settings",
  "409 number_taken",
  "409 number_resting",
]);

/** Others may try to take its numbers. */
function giveUp({ free }: Desk, known: Known): void {
  for (const which of known.has) free.add(which);
  known.has = new Set();
}

function refused(desk: Desk, known: Known, answer: Answer, at: number): false {
  const outcome = outcomeOf(answer);
  assert.ok(EXPECTED.has(outcome), `a save of ${idOf(at)} is refused: ${answer.text}`);
  desk.counts.refused += 1;
  known.outgoing = null;
  known.entries = new Set();
  if (outcome === "404 company_unknown") known.isThere = false;
  if (outcome !== "412 revision_conflict") giveUp(desk, known);
  return false;
}

/** @returns null if nobody knows whether it was saved */
async function send(desk: Desk, save: SaveMade, ask: () => Promise<Answer>): Promise<Answer | null> {
  const { book, underWay, counts, gate, isOver } = desk;
  await gate();
  book.sends(save);
  underWay.add(save);
  const sent = performance.now();
  try {
    const answer = await ask();
    if (answer.status === 200) book.answered(save, { revision: revisionIn(answer), sent, answered: performance.now() });
    if (answer.status < 500) return answer;
    assert.equal(outcomeOf(answer), "503 storage_unavailable");
  } catch (error) {
    // The connection was reset, or nobody listens.
    if (!(error instanceof Error && "code" in error) || error.code === "ERR_ASSERTION") throw error;
  } finally {
    underWay.delete(save);
  }
  counts.lost += 1;
  if (!isOver()) await sleep(AGAIN_MS);
  return null;
}
