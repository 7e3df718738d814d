/** What survives a reload, and what of it is believed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  draftKey,
  keptDrafts,
  parseDraft,
  serialiseDraft,
  type StoredDraft,
} from "../../web/outgoing/logic/stored-draft.ts";
import { rebase } from "../../web/outgoing/logic/rebase.ts";
import { putPersonal, removeTargets, setMain } from "../../web/outgoing/logic/edit.ts";
import { A, B, C, saved } from "./outgoing-sample.ts";

const mine = removeTargets(setMain(saved, B), ["employee petr any", "country DE"]);
const theirs = removeTargets(
  putPersonal(saved, setMain(saved, C), { number: C, employees: ["petr"], departments: [], device: "any" }),
  ["prefix +7495"],
);
const { document, overlaps } = rebase(saved, mine, theirs);

const kept: StoredDraft = {
  company: "acme",
  who: "admin Анна",
  revision: 12,
  base: theirs,
  present: document,
  overlaps,
  tab: "one",
  at: 1_790_000_000_000,
};
const text = serialiseDraft(kept);
const key = draftKey(kept);

test("what was kept comes back", () => {
  assert.equal(overlaps.length, 2);
  assert.deepEqual(parseDraft(key, text), kept);
});

test("it is one company's, one tab's and one person's", () => {
  for (const other of [{ company: "other" }, { tab: "two" }, { who: "operator" }])
    assert.equal(parseDraft(draftKey({ ...kept, ...other }), text), null);
  const keys = [
    { company: "a", tab: "b", who: "c/d" },
    { company: "a/b", tab: "c", who: "d" },
    { company: "b", tab: "a", who: "c/d" },
  ].map(draftKey);
  assert.equal(new Set(keys).size, keys.length);
});

const change = (path: readonly (string | number)[], value: unknown): string => {
  const copy = JSON.parse(text) as Record<string | number, unknown>;
  let at: Record<string | number, unknown> = copy;
  for (const step of path.slice(0, -1)) at = at[step] as typeof at;
  const last = path.at(-1)!;
  if (value === undefined) delete at[last];
  else at[last] = value;
  return JSON.stringify(copy);
};

const damaged: Readonly<Record<string, string | null>> = {
  nothing: null,
  "an empty text": "",
  "half of it": text.slice(0, text.length / 2),
  null: "null",
  "a list": "[]",
  "another version": change(["version"], 1),
  "no version": change(["version"], undefined),
  "an unknown member": change(["more"], 1),
  "a member that every object has": change(["toString"], 1),
  "no base": change(["base"], undefined),
  "a revision that is none": change(["revision"], -1),
  "a revision as text": change(["revision"], "12"),
  "a moment that is none": change(["at"], "yesterday"),
  "no tab": change(["tab"], undefined),
  "a country that is none": change(["present", "regional"], [{ number: A, country: "Germany!" }]),
  "a number that is none": change(["present", "personal", 0, "number"], "375291112233"),
  "an unknown device": change(["present", "personal", 0, "device"], "fax"),
  "an entry for two": change(["present", "personal", 0, "department"], "sales"),
  "an entry for nobody": change(["present", "personal", 0, "employee"], undefined),
  "two entries for the same": change(
    ["present", "regional"],
    [
      { number: A, country: "DE" },
      { number: B, country: "DE" },
    ],
  ),
  "a list that is none": change(["base", "regional"], {}),
  "an unknown priority": change(["base", "priority"], "both"),
  "an overlap of the priority": change(["overlaps", 0, "block"], "priority"),
  "an overlap without its entry": change(["overlaps", 1, "entry"], undefined),
};

test("what is damaged or foreign is not believed, and nothing is thrown", () => {
  for (const [what, text] of Object.entries(damaged)) assert.equal(parseDraft(key, text), null, what);
});

test("main may be empty", () => {
  assert.notEqual(parseDraft(key, change(["base", "main"], null)), null);
});

const DAY = 24 * 60 * 60 * 1000;
const stored = (tab: string, days: number) => {
  const draft = { ...kept, tab, at: kept.at - days * DAY };
  return [draftKey(draft), serialiseDraft(draft)] as const;
};

test("drafts of all tabs are listed, newest first; what is not a draft is left alone, or gone if it was one", () => {
  const [broken] = stored("broken", 0);
  const { drafts, outdated } = keptDrafts(
    [stored("old", 2), ["callas/language", "ru"], stored("new", 1), [broken, text]],
    kept.at,
  );
  assert.deepEqual(
    drafts.map(({ tab }) => tab),
    ["new", "old"],
  );
  assert.deepEqual(outdated, [broken]);
});

test("drafts are forgotten after thirty days, and beyond twenty", () => {
  const [month] = stored("month", 30);
  assert.deepEqual(keptDrafts([stored("month", 30), stored("less", 29)], kept.at).outdated, [month]);
  const many = Array.from({ length: 22 }, (_, at) => stored(`tab ${at}`, at / 24));
  const { drafts, outdated } = keptDrafts(many, kept.at);
  assert.equal(drafts.length, 20);
  assert.deepEqual(outdated, [many[20]![0], many[21]![0]]);
});
