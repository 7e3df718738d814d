/** What an employee's own page tells of the numbers that clients see. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { MeAnswer } from "../../web/api/me.ts";
import { foldPlaces, type Row } from "../../web/own/fold-places.ts";
import { A, B, C } from "./outgoing-sample.ts";

type At = MeAnswer["shown"][number]["places"][number];

const at = (place: At["place"], callerId: string | null, rule: "employee" | "main" = "employee"): At => ({
  place,
  callerId,
  decidedBy: rule === "main" ? { rule } : { rule, employee: "ivan", device: "any" },
  passedOver: [],
});
const home = (callerId: string | null) => at({ kind: "home" }, callerId);
const abroad = (callerId: string | null) => at({ kind: "abroad" }, callerId);
const country = (code: string, callerId: string | null) => at({ kind: "country", country: code }, callerId);
const prefix = (digits: string, callerId: string | null) => at({ kind: "prefix", prefix: digits }, callerId);

const told = (rows: readonly Row[]) =>
  rows.map((row) => {
    const places = row.where === "at" ? row.places.map((place) => Object.values(place).at(-1)).join(" ") : row.where;
    return `${places}: ${row.callerId}`;
  });

test("one number everywhere is one row, unless places were left out", () => {
  const shown = [home(A), abroad(A), country("DE", A), prefix("+7495", A)];
  assert.deepEqual(told(foldPlaces(shown, true)), [`everywhere: ${A}`]);
  assert.deepEqual(told(foldPlaces(shown, false)), [`usually: ${A}`]);
  assert.deepEqual(foldPlaces([], true), []);
});

test("places with another number than usual stand together by their number", () => {
  const shown = [home(A), abroad(A), country("DE", B), country("PL", A), prefix("+7495", C), country("AT", B)];
  assert.deepEqual(told(foldPlaces(shown, true)), [`usually: ${A}`, `DE AT: ${B}`, `+7495: ${C}`]);
});

test("home and abroad are told apart; a prefix may belong to either", () => {
  const shown = [home(A), abroad(B), country("DE", B), country("PL", A), prefix("+37529", A), prefix("+7495", B)];
  assert.deepEqual(told(foldPlaces(shown, true)), [`home: ${A}`, `abroad: ${B}`, `PL +37529: ${A}`, `+7495: ${B}`]);
  assert.deepEqual(told(foldPlaces([home(null), abroad(A)], true)), ["home: null", `abroad: ${A}`]);
});

test("the reason is told where it is the same at all places of a number", () => {
  const [same] = foldPlaces([home(A), abroad(A)], true);
  const [mixed] = foldPlaces([home(A), at({ kind: "abroad" }, A, "main")], true);
  assert.deepEqual([same!.rule, mixed!.rule], ["employee", null]);
});
