/** A trunk as the fields of a form, and the numbers that its forms are shown with. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Trunk } from "../../src/policy/trunk.ts";
import { mergeFields } from "../../web/form/fields.ts";
import { exampleNumbers } from "../../web/trunks/example-numbers.ts";
import { BLANK, formOf, POINTERS, trunkOf } from "../../web/trunks/trunk-form.ts";

const SMALL = { name: "Carrier A", domain: "sip.carrier-a.example" };
const WHOLE = {
  ...SMALL,
  shown: { form: "bare", country: "DE" },
  called: { form: "national", country: "BY", strip: 1, prepend: "810" },
  identity: "asserted",
  diversion: "history-info",
  accepts: "marked",
  foreign: true,
  displayName: "label",
  fallbackIdentity: "sip:112@carrier-a.example",
} as const;

test("a trunk comes back from its form as it was", () => {
  for (const sent of [SMALL, WHOLE, { ...SMALL, called: { form: "digits", prepend: "9" } }]) {
    const trunk = Trunk.parse(sent);
    assert.deepEqual(trunkOf(formOf(trunk)), trunk);
  }
});

test("an untouched new form is a trunk without anything special", () => {
  const form = { ...BLANK, name: ` ${SMALL.name} `, domain: `${SMALL.domain} ` };
  assert.deepEqual(trunkOf(form), Trunk.parse(SMALL));
});

test("a country counts only in a form that has one, and is missing where it has none", () => {
  const form = { ...BLANK, ...SMALL, shownCountry: "BY", calledCountry: "BY" };
  assert.deepEqual(trunkOf(form).shown, { form: "plus" });
  const { shown } = trunkOf({ ...form, shownForm: "national", shownCountry: null });
  assert.deepEqual(shown, { form: "national", country: "" });
  assert.equal(Trunk.shape.shown.safeParse(shown).success, false, "the service refuses it");
});

test("what is typed wrongly is refused by the service at the field's place", () => {
  const wrong = { domain: "sip:x", strip: "many", prepend: "+9", fallbackIdentity: "@", name: " " } as const;
  const { error } = Trunk.safeParse(trunkOf({ ...formOf(Trunk.parse(SMALL)), ...wrong }));
  const places = new Set(error?.issues.map(({ path }) => `/${path.join("/")}`));
  for (const field of Object.keys(wrong) as (keyof typeof wrong)[])
    assert.ok(places.has(POINTERS[field]), `${field}: ${[...places].join(" ")}`);
});

test("every field has a place where its errors are reported", () => {
  const trunk = Trunk.parse(WHOLE);
  const at = (pointer: string) =>
    pointer
      .slice(1)
      .split("/")
      .reduce<unknown>((value, part) => (value as Readonly<Record<string, unknown>>)[part], trunk);
  for (const pointer of Object.values(POINTERS)) assert.notEqual(at(pointer), undefined, pointer);
});

test("two operators who change the two forms of a trunk keep both changes", () => {
  const base = formOf(Trunk.parse(SMALL));
  const mine = { ...base, shownForm: "national", shownCountry: "BY" } as const;
  const theirs = { ...base, calledForm: "digits", strip: "1" } as const;
  const { fields, overlaps } = mergeFields(base, mine, theirs);
  assert.deepEqual([fields, overlaps], [{ ...mine, ...theirs, shownForm: "national", shownCountry: "BY" }, []]);
});

test("examples are a number of the country and one of another", () => {
  assert.deepEqual(exampleNumbers("BY"), ["+375152450911", "+4930123456"]);
  const [own, abroad] = exampleNumbers("DE");
  assert.ok(own?.startsWith("+49") && abroad?.startsWith("+375"), `${own} ${abroad}`);
  assert.ok(exampleNumbers("RU")[0]?.startsWith("+7"));
});
