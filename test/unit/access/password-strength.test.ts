/** Which passwords are refused, and the life of the thread that estimates them. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { createPasswordStrength } from "../../../src/access/password-strength.ts";
import { onLatinKeys, russianDictionaries, waysToType } from "../../../src/access/russian-words.ts";
import { Refusal } from "../../../src/policy/refusal.ts";

/** Starting the thread may take long on a busy machine. */
const PATIENT = { waitMs: 120_000 };

const isTooMany = (error: unknown) => error instanceof Refusal && error.code === "too_many_requests";

describe("a password", () => {
  const { weakness } = createPasswordStrength({ ...PATIENT, idleMs: 1000 });

  const guessable = {
    "of English words": ["password1", "Password2026!", "P@ssw0rd123", "iloveyou1", "letmein2026"],
    "of German words": ["Sommer2026!", "passwort1", "hallo12345", "schatz2026"],
    "of Russian words": [
      "парольпароль",
      "Привет2026",
      "наташа123",
      "солнышко!",
      "любовь2026",
      "Петрович1",
      "иванова1985",
    ],
    "of Russian words in Latin letters": [
      "privet2026",
      "natasha123",
      "solnyshko1",
      "lyubov2026",
      "petrovich1",
      "ljubov123",
    ],
    "of Russian words on Latin keys": ["gfhjkm123", "ghbdtn2026", "yfnfif1985", "cjkysirj1", "Gfhjkm2026!"],
    "of English words on Russian keys": ["зфыыцщкв1", "Зфыыцщкв2026", "дуеьушт123"],
    "that walks over the keyboard": [
      "qwertyui",
      "йцукенгш",
      "фывапролдж",
      "1qaz2wsx",
      "йфяцычувс",
      "qwertzuiop",
      "ячсмитьбю",
    ],
    "of one character or sequence": ["aaaaaaaa", "12345678", "abcdefgh", "12.05.1985", "ааааааааа", "x".repeat(128)],
  };
  for (const [what, passwords] of Object.entries(guessable))
    test(`${what} is refused`, async () => {
      for (const password of passwords) assert.equal(await weakness(password, []), "guessable", password);
    });

  test("that a person or a machine chose well is taken", async () => {
    for (const password of [
      "correct horse battery staple",
      "kV9#mQ2x!pLz",
      "лиловый трактор едет боком",
      "vier grüne Leitern schlafen",
      "👍🐘🌲🚲🎻🧊🪁🧭",
      "9f86d081884c7d659a2feaa0c55ad015".repeat(4),
    ])
      assert.equal(await weakness(password, []), null, password);
  });

  test("of the person's own words is refused, in either alphabet", async () => {
    const own = ["Наталья Верещагина", "n.vereshchagina@brightwater.example", "Brightwater Holding"];
    for (const password of ["brightwater1", "vereshchagina7", "верещагина7", "Dthtofubyf7", "Brightwater!"])
      assert.equal(await weakness(password, own), "guessable", password);
    assert.equal(await weakness("vereshchagina7", []), null, "it is good for somebody else");
  });

  test("too short or too long is refused without asking the thread", async () => {
    const idle = createPasswordStrength();
    assert.equal(await idle.weakness("kV9#mQ2", []), "too_short");
    assert.equal(await idle.weakness("ж".repeat(129), []), "too_long");
    assert.equal(idle.isRunning(), false);
  });
});

test("a word is typed in Cyrillic, in Latin letters and on Latin keys", () => {
  assert.deepEqual(waysToType("Щёлк"), ["щёлк", "щелк", "schelk", "shjolk", "shchelk", "o`kr"]);
  assert.equal(onLatinKeys("Хорошо, Ёж 1"), "{jhjij, ~; 1");
});

test("the list of words is sound", () => {
  const dictionaries = russianDictionaries();
  const all = Object.values(dictionaries).flat();
  assert.deepEqual(
    Object.keys(dictionaries).map((name) => name.split("-")[1]),
    ["words", "names", "surnames", "patronymics", "walks"],
  );
  assert.ok(all.length > 1000);
  for (const word of all) assert.match(word, /^[а-яёa-z`[\];',.]{2,}$/);
  for (const word of ["пароль", "parol", "gfhjkm", "наташа", "natasha", "yfnfif", "йцукен"])
    assert.ok(all.includes(word), word);
});

describe("the thread", () => {
  test("starts with the first question, ends when nothing is asked, and starts again", async () => {
    const { weakness, isRunning } = createPasswordStrength({ ...PATIENT, idleMs: 20 });
    assert.equal(isRunning(), false);
    for (let round = 0; round < 2; round += 1) {
      assert.equal(await weakness("kV9#mQ2x!pLz", []), null);
      while (isRunning()) await setTimeout(5);
    }
  });

  test("has one question at a time, twenty wait, and the next is refused at once", async () => {
    const { weakness } = createPasswordStrength({ ...PATIENT, idleMs: 1000 });
    const asked = Array.from({ length: 21 }, () => weakness("password1", []));
    await assert.rejects(weakness("kV9#mQ2x!pLz", []), isTooMany);
    assert.deepEqual(new Set(await Promise.all(asked)), new Set(["guessable"]));
    assert.equal(await weakness("kV9#mQ2x!pLz", []), null);
  });

  test("that takes too long is ended, and those who wait for it are refused", async () => {
    const { weakness, isRunning } = createPasswordStrength({ waitMs: 1 });
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => weakness("kV9#mQ2x!pLz", [])));
    for (const outcome of outcomes) assert.ok(outcome.status === "rejected" && isTooMany(outcome.reason));
    assert.equal(isRunning(), false);
  });
});
