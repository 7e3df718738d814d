/** Countries by part of the world, and what the tick of a part does. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { countriesByPart, countriesIn } from "../../web/countries/countries.ts";
import { LANGUAGES } from "../../web/words/language.ts";
import { partTick, tickPart } from "../../web/outgoing/logic/part-ticks.ts";

test("every country is in one part of the world; the former Soviet ones stand in front as well", () => {
  for (const language of LANGUAGES) {
    const [soviet, ...world] = countriesByPart(language);
    const codes = world.flatMap(({ countries }) => countries.map(({ code }) => code));
    const all = countriesIn(language).map(({ code }) => code);
    assert.deepEqual(codes.toSorted(), all.toSorted());
    assert.equal(soviet!.countries.length, 15);
    assert.ok(soviet!.countries.every(({ code }) => all.includes(code)));
  }
});

test("a part is ticked without what is left out of it, and ticked off as a whole", () => {
  const part = { countries: ["AM", "BY", "KZ", "RU"], leftOut: new Set(["BY", "RU"]) };
  const tick = (value: readonly string[]) => partTick(part, new Set(value));
  assert.deepEqual(tick(["DE"]), { count: 0, isWhole: false });
  assert.deepEqual(tickPart(part, ["DE"]), ["DE", "AM", "KZ"]);
  assert.deepEqual(tick(["DE", "AM"]), { count: 1, isWhole: false });
  assert.deepEqual(tickPart(part, ["KZ", "DE"]), ["KZ", "DE", "AM"]);
  assert.deepEqual(tick(["AM", "KZ"]), { count: 2, isWhole: true });
  assert.deepEqual(tick(["AM", "KZ", "BY"]), { count: 3, isWhole: true });
  assert.deepEqual(tickPart(part, ["AM", "BY", "DE", "KZ"]), ["DE"], "what was ticked alone goes with it");
});

test("a part of which everything is left out has nothing to tick", () => {
  const part = { countries: ["BY"], leftOut: new Set(["BY"]) };
  assert.deepEqual(partTick(part, new Set(["BY"])), { count: 1, isWhole: false });
  assert.deepEqual(tickPart(part, ["BY"]), ["BY"]);
});
