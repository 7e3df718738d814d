/** The test call: its question as a link, what is seen and why in words, and lists of dialled numbers. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { MOST_DIALLED } from "../../src/policy/most-dialled.ts";
import { understand } from "../../src/number/understand.ts";
import { homeOf } from "../../src/number/home.ts";
import { readDialledList } from "../../web/outgoing/test-call/dialled-list.ts";
import { fragmentOf, NO_CONDITIONS, questionIn, type Question } from "../../web/outgoing/test-call/question.ts";
import { seenOf } from "../../web/outgoing/test-call/seen.ts";
import { whyUnrecognised } from "../../web/outgoing/test-call/why-unrecognised.ts";

const PLAIN: Question = { employee: "ivan", device: "softphone", dialled: "+49 30 1234567", conditions: null };

test("a question comes out of its link as it went in", () => {
  for (const question of [
    PLAIN,
    { ...PLAIN, employee: "иван&?#+%41", dialled: "*31#8 (029) 123-45-67 & \"'<>%2B" },
    { ...PLAIN, conditions: { ...NO_CONDITIONS, chosen: "+375 17 123" } },
    {
      ...PLAIN,
      conditions: { chosen: "", forwardedFrom: "+1 212", forwardReason: "user-busy", trunk: "carrier-a" },
    },
  ] satisfies readonly Question[]) {
    const fragment = fragmentOf(question);
    assert.deepEqual(questionIn(fragment), question);
    assert.deepEqual(questionIn(`#${fragment}`), question);
    const { hash, pathname } = new URL(`https://callas.example/companies/acme/outgoing-numbers#${fragment}`);
    assert.equal(pathname, "/companies/acme/outgoing-numbers", "nothing of it is sent to a server");
    assert.deepEqual(questionIn(hash), question);
  }
});

test("conditions of which nothing is said are none", () => {
  assert.deepEqual(questionIn(fragmentOf({ ...PLAIN, conditions: NO_CONDITIONS })), PLAIN);
  const reasonAlone = { ...NO_CONDITIONS, forwardReason: "unknown" as const };
  assert.deepEqual(questionIn(fragmentOf({ ...PLAIN, conditions: reasonAlone })), PLAIN);
});

test("other addresses are no question", () => {
  const good = fragmentOf(PLAIN);
  for (const fragment of [
    "",
    "#section",
    "test-call",
    "test-call?",
    good.replace("softphone", "fax"),
    good.replace("employee", "x"),
    good.replace("dialled", "x"),
    `${good}&x=${"1".repeat(4000)}`,
    good.replace("test-call", "other"),
  ])
    assert.equal(questionIn(fragment), null, fragment.slice(0, 60));
  assert.equal(
    questionIn(`${good}&forwardedFrom=112&forwardReason=nonsense`)?.conditions?.forwardReason,
    "unconditional",
  );
});

test("what is seen follows from the decision", () => {
  const destination = { kind: "external", e164: "+49301234567", country: "DE", digits: "+49301234567" } as const;
  const shown = { callerId: "+375171234567", destination, privacy: false };
  const nothing = { callerId: null, destination, privacy: false };
  const kind = (kind: "emergency" | "unrecognised" | "internal" | "service_code") => ({
    destination: { kind, e164: null, country: null, digits: null },
  });
  for (const [decision, seen] of [
    [shown, "client"],
    [{ ...shown, privacy: true }, "withheld"],
    [{ ...shown, ...kind("emergency") }, "emergency"],
    [{ ...shown, ...kind("unrecognised") }, "unrecognised"],
    [{ ...shown, ...kind("unrecognised"), privacy: true }, "withheld"],
    [nothing, "none"],
    [{ ...nothing, ...kind("unrecognised") }, "none"],
    [{ ...nothing, ...kind("emergency") }, "emergency_without"],
    [{ ...nothing, ...kind("internal"), extension: "201" }, "colleague"],
    [{ ...nothing, ...kind("internal"), extension: null }, "without_extension"],
    [{ ...nothing, ...kind("service_code") }, "service_code"],
  ] as const)
    assert.equal(seenOf(decision), seen);
});

test("a text that the service does not understand gets its reason", () => {
  const areaCode = "17";
  for (const [dialled, reason, at] of [
    ["привет", "noNumber"],
    ["+7+495", "noNumber"],
    ["12345678901234567890", "tooLong"],
    ["1".repeat(40), "tooLong"],
    ["+375 17", "lengthWithPlus"],
    ["+4930123456789012", "lengthWithPlus"],
    ["+999 123 456 78", "noCountry"],
    ["222333", "areaCode"],
    ["999999", "noSuch", { areaCode }],
    ["77", "noSuch"],
    ["0123", "noSuch"],
  ] as const) {
    const company = at ?? {};
    const { destination } = understand(dialled, homeOf({ country: "BY", ...company }), "desk_phone");
    assert.equal(destination.kind, "unrecognised", dialled);
    assert.equal(whyUnrecognised(dialled, destination.digits, company), `testCall.unrecognised.${reason}`, dialled);
  }
});

test("a pasted list has a number in each line, cell or place between commas", () => {
  const read = (text: string) => readDialledList(text).dialled;
  assert.deepEqual(read("112\r\n\r\n  +49 30 1234567 \n8 017 123-45-67\t202\n"), [
    "112",
    "+49 30 1234567",
    "8 017 123-45-67",
    "202",
  ]);
  assert.deepEqual(read("112, 202;\n911;"), ["112", "202", "911"]);
  assert.deepEqual(read("tel:1234567;phone-context=+37517"), ["tel:1234567;phone-context=+37517"]);
  assert.deepEqual(read("80171234567,,203"), ["80171234567,,203"], "commas within a number are pauses");
  assert.deepEqual(read("112\n112"), ["112", "112"], "as in the list that was pasted");
  assert.deepEqual(readDialledList(" \n\t"), { dialled: [], more: 0 });
  const many = Array.from({ length: MOST_DIALLED + 30 }, (_, at) => String(at));
  assert.deepEqual(readDialledList(many.join("\n")), { dialled: many.slice(0, MOST_DIALLED), more: 30 });
  assert.equal(read("1".repeat(5000))[0]!.length, 200);
});
