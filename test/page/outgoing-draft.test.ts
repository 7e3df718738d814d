/** The draft of the outgoing numbers, event by event. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { targetKey } from "../../src/policy/entry-target.ts";
import type { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import type { SavedOutgoingNumbers } from "../../web/api/documents.ts";
import { changesBetween } from "../../web/outgoing/logic/changes.ts";
import { documentOf } from "../../web/outgoing/logic/document.ts";
import { begin, reduce, type DraftEvent, type DraftState } from "../../web/outgoing/logic/draft.ts";
import { putList, putPersonal, restoreTargets, setMain, targetsMissing } from "../../web/outgoing/logic/edit.ts";
import type { StoredDraft } from "../../web/outgoing/logic/stored-draft.ts";
import { A, B, C, saved } from "./outgoing-sample.ts";

const servedAs = (revision: number, document: OutgoingNumbers): SavedOutgoingNumbers => ({
  ...document,
  revision,
  savedAt: `2026-11-${revision}T10:00:00Z`,
  savedBy: `admin ${revision}`,
  warnings: [],
});

const served = servedAs(10, saved);
const after = (state: DraftState, ...events: readonly DraftEvent[]) => events.reduce(reduce, state);
const fresh = begin(served, null);
const main = (number: string): DraftEvent => ({ type: "edit", edit: (present) => setMain(present, number) });
const unsaved = ({ saved, present }: DraftState) => changesBetween(saved, present).map(({ target }) => target);
const discarded = (state: DraftState) => state.discarded.map(targetKey);

test("it begins with what is saved, and an edit is an unsaved change", () => {
  assert.deepEqual([unsaved(fresh), fresh.conflict, fresh.status], [[], null, "idle"]);
  const state = after(fresh, main(B));
  assert.deepEqual([unsaved(state), state.saved], [["main"], served]);
});

const TARGET = "employee anna any";
const given: DraftEvent = {
  type: "edit",
  edit: (present) => putPersonal(saved, present, { number: B, employees: ["anna"], departments: [], device: "any" }),
};

test("what was added and taken away again can be restored, until something is saved", () => {
  const removed = after(fresh, given, { type: "remove", targets: [TARGET] });
  assert.deepEqual([unsaved(removed), discarded(removed)], [[], [TARGET]]);
  const restored = after(removed, { type: "restore", targets: [TARGET] });
  assert.deepEqual([unsaved(restored), discarded(restored)], [[TARGET], []]);
  assert.deepEqual(discarded(after(removed, given)), [], "it was added once more");
  assert.deepEqual(after(removed, { type: "remove", targets: [TARGET] }), removed, "pressed twice");
  assert.deepEqual(after(restored, { type: "restore", targets: [TARGET] }), restored, "pressed twice");
  const stored = after(removed, { type: "saved", sent: removed.present, document: servedAs(11, removed.present) });
  assert.deepEqual(discarded(stored), []);
});

test("a file is unsaved changes, and what it does not have can be restored", () => {
  const list = [{ main: B }, { number: C, employee: "ivan", device: "any" }, { number: A, country: "FR" }] as const;
  const put: DraftEvent = { type: "edit", edit: (present) => putList(saved, present, list) };
  const listed = new Set(["main", "employee ivan any", "country FR"]);
  const state = after(fresh, given, put);
  const missing = targetsMissing(state.present, listed);
  const removed = after(state, { type: "remove", targets: missing });
  assert.deepEqual(
    [removed.present.main, removed.present.personal, removed.present.regional],
    [B, [list[1]], [list[2]]],
  );
  assert.ok(missing.includes(TARGET) && missing.includes("prefix +7495"));
  const restored = after(removed, { type: "restore", targets: missing });
  assert.deepEqual(unsaved(restored), ["main", "employee ivan any", TARGET, "country FR"]);
  const undone = restoreTargets(saved, removed.present, unsaved(removed));
  assert.deepEqual(undone, documentOf(saved));
});

test("what is saved can be taken away and restored", () => {
  const target = "employee petr any";
  const removed = after(fresh, { type: "remove", targets: [target] });
  assert.deepEqual(unsaved(removed), [target]);
  assert.deepEqual(after(removed, { type: "restore", targets: [target] }).present, documentOf(saved));
});

test("what is newer is shown where nothing is changed here; what is not newer is passed over", () => {
  const newer = servedAs(11, setMain(saved, C));
  const state = after(fresh, { type: "served", document: newer });
  assert.deepEqual([state.saved, state.present, state.conflict], [newer, documentOf(newer), null]);
  assert.equal(after(state, { type: "served", document: served }), state);
  assert.equal(after(state, { type: "served", document: newer }), state);
});

test("changes lie over what is newer, and the overlap is told with who and when", () => {
  const newer = servedAs(11, setMain(saved, C));
  const { present, conflict, saved: base } = after(fresh, main(B), { type: "served", document: newer });
  assert.deepEqual([present.main, base], [B, newer]);
  const { overlaps, ...rest } = conflict!;
  assert.deepEqual(rest, { savedAt: newer.savedAt, savedBy: "admin 11", theirs: 1 });
  assert.deepEqual(overlaps, [{ block: "main", target: "main", base: A, mine: B, theirs: C }]);
});

test("an overlap stays listed over a third save, until theirs is taken or the note is dismissed", () => {
  const twice = after(
    fresh,
    main(B),
    { type: "served", document: servedAs(11, setMain(saved, C)) },
    { type: "served", document: servedAs(12, { ...setMain(saved, C), priority: "personal" }) },
  );
  assert.deepEqual(
    twice.conflict?.overlaps.map(({ target }) => target),
    ["main"],
  );
  const theirs = after(twice, { type: "take theirs", target: "main" });
  assert.deepEqual([theirs.present.main, theirs.conflict], [C, null], "nothing of mine is left");
  const both = after(twice, given, { type: "take theirs", target: "main" });
  assert.deepEqual([both.present.main, unsaved(both), both.conflict?.savedBy], [C, [TARGET], "admin 12"]);
  const dismissed = after(twice, { type: "dismiss conflict" });
  assert.deepEqual([dismissed.conflict, dismissed.present.main], [null, B]);
});

test("what is edited while a save is on its way stays an unsaved change", () => {
  const sending = after(fresh, main(B), { type: "saving" });
  assert.equal(sending.status, "saving");
  const edited = after(sending, given);
  assert.equal(edited.status, "saving", "it still is");
  const stored = after(edited, { type: "saved", sent: sending.present, document: servedAs(11, sending.present) });
  assert.deepEqual([stored.status, unsaved(stored), stored.present.main], ["saved", [TARGET], B]);
  assert.equal(after(stored, main(C)).status, "idle");
});

test("a save that does not go through changes nothing but what is told of it", () => {
  const sending = after(fresh, main(B), { type: "saving" });
  const failed = after(sending, { type: "failed", failure: "no disk" });
  assert.deepEqual([failed.status, failed.failure, failed.present], ["idle", "no disk", sending.present]);
  assert.equal(after(failed, given).failure, null, "an edit ends the message");
  assert.equal(after(failed, { type: "saving" }).failure, null, "and so does another try");
  const refused = after(sending, { type: "refused" });
  assert.deepEqual([refused.status, refused.failure, refused.present], ["idle", null, sending.present]);
});

test("somebody else was first: theirs is below, mine above, and nothing is saved", () => {
  const newer = servedAs(11, setMain(saved, C));
  const state = after(fresh, main(B), { type: "saving" }, { type: "overtaken", document: newer });
  assert.deepEqual([state.status, state.saved, state.present.main, unsaved(state)], ["idle", newer, B, ["main"]]);
  assert.equal(state.conflict?.savedBy, "admin 11");
});

test("what this browser kept comes back, over what was saved since", () => {
  const kept: StoredDraft = {
    company: "acme",
    who: "admin",
    tab: "one",
    at: 0,
    revision: 10,
    base: saved,
    present: setMain(saved, B),
    overlaps: [],
  };
  const same = begin(served, kept);
  assert.deepEqual([same.saved, unsaved(same), same.conflict], [served, ["main"], null]);
  const later = begin(servedAs(11, setMain(saved, C)), kept);
  assert.deepEqual([later.saved.revision, later.present.main], [11, B]);
  assert.deepEqual([later.conflict?.savedBy, later.conflict?.overlaps.length], ["admin 11", 1]);
  const open = begin(later.saved, { ...kept, revision: 11, base: later.saved, overlaps: later.conflict!.overlaps });
  assert.deepEqual([open.conflict?.overlaps, open.conflict?.theirs], [later.conflict?.overlaps, null]);
});

test("no event changes a state in place", () => {
  const frozen = structuredClone(after(fresh, main(B), given));
  const copy = structuredClone(frozen);
  const document = servedAs(11, setMain(saved, C));
  after(
    frozen,
    { type: "remove", targets: [TARGET] },
    { type: "restore", targets: [TARGET] },
    { type: "saving" },
    { type: "overtaken", document },
    { type: "take theirs", target: "main" },
    { type: "saved", sent: saved, document },
  );
  assert.deepEqual(frozen, copy);
});
