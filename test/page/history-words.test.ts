/** The changes of the history in words, in both languages, from real differences of documents. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { changes } from "../../src/policy/changes.ts";
import { actionWords } from "../../web/history/action-words.ts";
import { calledIn } from "../../web/history/access-words.ts";
import { changeWords, type Told } from "../../web/history/change-words.ts";
import { loadSectionWords, loadWords } from "../../web/words/load.ts";
import { sayIn } from "../../web/words/say.ts";

await loadSectionWords();
const says = { ru: sayIn("ru", await loadWords("ru")), en: sayIn("en", await loadWords("en")) };

const ivan = {
  id: "ivan",
  name: "Иван Петров",
  extension: "201",
  guest: false,
  lines: [{ id: "ivan-desk", device: "desk_phone" as const }],
};
const olga = { id: "olga", name: "Ольга", extension: null, guest: false, lines: [] };
const MINSK = { number: "+375171234567", label: "Минск", on: true };
const BERLIN = { number: "+493012345678", label: "", on: true };
const directory = {
  numbers: [MINSK, BERLIN],
  employees: [ivan, olga],
  departments: [
    { id: "sales", name: "Продажи", members: ["ivan"] },
    { id: "support", name: "Поддержка", members: [] },
  ],
};
const outgoing = {
  main: MINSK.number,
  personal: [{ number: MINSK.number, employee: "ivan", device: "any" }],
  regional: [{ number: MINSK.number, country: "DE" }],
  priority: "regional",
};
const company = {
  name: "Акме",
  country: "BY",
  choice: "assigned",
  withhold: false,
  bare: ["crm"],
  emergencyNumbers: [],
};
const before = { company, directory, "outgoing-numbers": outgoing, expectations: { expectations: [] as object[] } };

const writePhone = (e164: string) => parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;

type Documents = typeof before;
type Names = Parameters<typeof changeWords>[0]["names"];

const plain = ({ subject, was, is }: Told) => `${subject}: ${was ?? "∅"} → ${is ?? "∅"}`;

function tell(after: Partial<Record<keyof Documents, object>>, language: "ru" | "en" = "ru", names: Names = {}) {
  const words = changeWords({ names, directory, say: says[language], language, writePhone });
  return changes(before, { ...before, ...after })
    .flatMap(words)
    .map(plain);
}

test("outgoing numbers: who or where, and the numbers with their labels", () => {
  const after = {
    "outgoing-numbers": {
      main: BERLIN.number,
      personal: [{ number: BERLIN.number, employee: "ivan", device: "any" }],
      regional: [{ number: BERLIN.number, prefix: "+4930" }],
      priority: "personal",
    },
  };
  assert.deepEqual(tell(after), [
    "Основной номер: +375 17 123 45 67 · Минск → +49 30 12345678",
    "Иван Петров, с любого устройства: +375 17 123 45 67 · Минск → +49 30 12345678",
    "Германия: +375 17 123 45 67 · Минск → ∅",
    "префикс +49 30: ∅ → +49 30 12345678",
    "Приоритет персональных номеров: Региональные → Персональные",
  ]);
  assert.deepEqual(tell(after, "en"), [
    "Main number: +375 17 123 45 67 · Минск → +49 30 12345678",
    "Иван Петров, any device: +375 17 123 45 67 · Минск → +49 30 12345678",
    "Germany: +375 17 123 45 67 · Минск → ∅",
    "prefix +49 30: ∅ → +49 30 12345678",
    "Priority of personal numbers: Regional → Personal",
  ]);
});

test("the directory: things that came or went, their fields, lines, members and order", () => {
  const { numbers, employees, departments } = directory;
  const withDirectory = (more: object) => ({ directory: { ...directory, ...more } });
  const cases: readonly (readonly [object, readonly string[]])[] = [
    [
      { employees: [{ ...ivan, name: "Иван Сидоров", extension: null, withhold: true }, olga] },
      [
        "Сотрудник Иван Петров, имя: Иван Петров → Иван Сидоров",
        "Сотрудник Иван Петров, внутренний номер: 201 → пусто",
        "Сотрудник Иван Петров, скрывает номер: пусто → да",
      ],
    ],
    [
      {
        employees: [
          {
            ...ivan,
            lines: [
              { id: "ivan-desk", device: "softphone" },
              { id: "+375291234567", device: "corporate_sim" },
            ],
          },
          olga,
        ],
      },
      [
        "Иван Петров: линия ivan-desk: Настольный телефон → Софтфон",
        "Иван Петров: линия +375 29 123 45 67: ∅ → Корпоративная SIM-карта",
      ],
    ],
    [
      { employees: [ivan, { ...olga, id: "anna", name: "Анна", lines: ivan.lines }] },
      ["Сотрудник Ольга: Ольга → ∅", "Сотрудник Анна: ∅ → Анна · 1 линия"],
    ],
    [
      { departments: [departments[1], { ...departments[0], members: ["ivan", "olga"] }] },
      ["Отдел Продажи, участники: ∅ → Ольга", "Отделы: порядок: Продажи, Поддержка → Поддержка, Продажи"],
    ],
    [
      {
        numbers: [
          { ...MINSK, on: false, label: "Офис" },
          { ...BERLIN, trunks: ["a", "b"] },
        ],
      },
      [
        "Номер +375 17 123 45 67 · Минск, подпись: Минск → Офис",
        "Номер +375 17 123 45 67 · Минск, включён: да → нет",
        "Номер +49 30 12345678, транки: пусто → a, b",
      ],
    ],
    [{ numbers: numbers.slice(0, 1), employees }, ["Номер +49 30 12345678: +49 30 12345678 → ∅"]],
  ];
  for (const [more, expected] of cases)
    assert.deepEqual(tell(withDirectory(more)).toSorted(), [...expected].toSorted());
});

test("the company's own fields, with the words of its page", () => {
  const changed = { ...company, country: "DE", choice: "all", withhold: true, bare: [], emergencyNumbers: ["103"] };
  assert.deepEqual(tell({ company: changed }), [
    "Страна компании: Беларусь → Германия",
    "Выбор номера перед звонком: Основной номер, номера сотрудника и его отделов и региональные номера → Любой номер компании",
    "Скрывать номер: нет → да",
    "Устройства, где набирают без плюса: CRM → ∅",
    "Свои экстренные номера: ∅ → 103",
  ]);
});

test("expectations, a list of them in which members cannot be told apart too", () => {
  const call = { employee: "ivan", device: "desk_phone", dialled: "112", shows: MINSK.number };
  const abroad = { ...call, dialled: "+493012345679", shows: BERLIN.number };
  assert.deepEqual(tell({ expectations: { expectations: [call] } }), [
    "Что должно оставаться верным: ∅ → Иван Петров, настольный телефон → 112: +375 17 123 45 67 · Минск",
  ]);
  assert.deepEqual(tell({ expectations: { expectations: [call, abroad] } }, "en").length, 2);
  const several = changes(
    { expectations: { expectations: [call, abroad] } },
    { expectations: { expectations: [abroad] } },
  );
  const words = changeWords({ names: {}, directory, say: says.en, language: "en", writePhone });
  assert.deepEqual(several.flatMap(words).map(plain), [
    "What must stay true: Иван Петров, desk phone → 112: +375 17 123 45 67 · Минск → ∅",
  ]);
});

test("things are called what they were called then; who is unknown is called by the id", () => {
  const entry = { number: MINSK.number, employee: "gone", device: "corporate_sim" };
  const after = { "outgoing-numbers": { ...outgoing, personal: [...outgoing.personal, entry] } };
  assert.deepEqual(tell(after, "en", { employees: { gone: "Peter" }, numbers: { [MINSK.number]: "Old label" } }), [
    "Peter, corporate SIM only: ∅ → +375 17 123 45 67 · Old label",
  ]);
  assert.deepEqual(tell(after, "en"), ["gone, corporate SIM only: ∅ → +375 17 123 45 67 · Минск"]);
});

test("keys, people and trunks; what there are no words for shows its path and a bounded value", () => {
  const words = changeWords({ names: {}, directory, say: says.en, language: "en", writePhone });
  const told = (path: string, from?: unknown, to?: unknown) =>
    words({ path, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }).map(plain);
  assert.deepEqual(told("/keys/k1", undefined, { name: "pbx-1", role: "pbx" }), ["Key pbx-1: ∅ → pbx-1"]);
  assert.deepEqual(told("/people/p1/email", "a@b.example", "c@d.example"), [
    "Person p1, e-mail: a@b.example → c@d.example",
  ]);
  assert.deepEqual(told("/people/p1/password"), ["Person p1, password: ∅ → ∅"]);
  assert.deepEqual(told("/trunks/t/domain", "a", "b"), ["Trunk t, domain: a → b"]);
  assert.deepEqual(told("/watching/share", 0.2, 0.125), ["Alerts, share of the employees: 20% → 12.5%"]);
  assert.deepEqual(told("/watching/mail", true, false), ["Alerts, mail to the admins: yes → no"]);
  const webhook = { id: "w1", url: "https://a.example" };
  assert.deepEqual(told("/watching/webhooks/w1", undefined, webhook), ["Webhook: ∅ → https://a.example"]);
  assert.deepEqual(told("/watching/webhooks/w1/url", "https://a.example", "https://b.example"), [
    "Webhook: https://a.example → https://b.example",
  ]);
  assert.deepEqual(told("/quotas", undefined, { people: 50, numbers: null }), ["Quotas, people: nothing → 50"]);
  assert.deepEqual(told("/quotas/savesPerMinute", 60, null), ["Quotas, saves a minute: 60 → nothing"]);
  assert.deepEqual(told("/of/tomorrow", undefined, { new: 1 }), ['/of/tomorrow: ∅ → {"new":1}']);
  assert.deepEqual(told("/company/planet", "a", "b"), ["/company/planet: a → b"]);
  const [long] = told("/of/tomorrow", undefined, "x".repeat(5000));
  assert.ok(long!.length < 300);
});

test("a write that made somebody names them; their link, roles and provider are in words", () => {
  const invited = { name: "Anna", roles: { "admin of acme": { accepted: false } } };
  const written = [
    { path: "/people/p1", from: null, to: invited },
    { path: "/people/p1/link", to: { kind: "invitation", expiresAt: "2026-12-03T19:55:41.675Z" } },
    { path: "/people/p1/roles/admin of acme", from: null, to: { accepted: false } },
    { path: "/people/p1/roles/support/accepted", from: false, to: true },
    { path: "/identity-providers/i1", from: { name: "Acme" }, to: null },
    { path: "/identity-providers/i1/trustsFactor", from: false, to: true },
    { path: "/security/requireSecondFactor/operator", to: { role: "operator" } },
    { path: "/security/requireSecondFactor/admin", to: { role: "admin", companies: ["acme", "beta"] } },
  ];
  const called = calledIn(written);
  const words = changeWords({ names: {}, called, directory, say: says.en, language: "en", writePhone });
  assert.deepEqual(written.flatMap(words).map(plain), [
    "Person Anna: ∅ → Anna",
    "Person Anna, link: ∅ → invitation",
    "Person Anna, roles: ∅ → Administrator, acme",
    "Person Anna, Support, accepted: no → yes",
    "Identity provider Acme: Acme → ∅",
    "Identity provider Acme, second factor at the provider: no → yes",
    "Second factor: ∅ → Operator",
    "Second factor: ∅ → Administrator, acme, beta",
  ]);
  for (const [action, text] of [
    ["provider.create", "New identity provider"],
    ["provider.put", "Identity provider"],
    ["provider.delete", "Identity provider removed"],
    ["scim.provision", "Synchronised over SCIM"],
    ["identity.bind", "Sign-in with a provider connected"],
  ] as const)
    assert.equal(actionWords(action, says.en), text);
});

test("a document that came as a whole is counted, and one field of it is said without the others", () => {
  const words = changeWords({ names: {}, directory, say: says.ru, language: "ru", writePhone });
  const told = (path: string, to: unknown) => words({ path, to }).map(plain);
  assert.deepEqual(told("/directory", directory), [
    "Сотрудники, отделы, номера: ∅ → Номера: 2, Сотрудники: 2, Отделы: 2",
  ]);
  assert.deepEqual(told("/outgoing-numbers", outgoing), [
    "Исходящие номера: ∅ → Персональные номера: 1, Региональные номера: 1",
  ]);
  assert.deepEqual(told("/outgoing-numbers/priority", "regional"), [
    "Приоритет персональных номеров: ∅ → Региональные",
  ]);
});

test("actions are called by what they are, undone ones and unknown ones too", () => {
  assert.equal(actionWords("outgoing-numbers.put", says.en), "Outgoing numbers");
  assert.equal(actionWords("employee.put.undo", says.ru), "Отменено: Сотрудник");
  assert.equal(actionWords("history.undo", says.en), "Undone: all by one author");
  assert.equal(actionWords("person.link", says.en), "People and their rights");
  assert.equal(actionWords("feed.confirm", says.en), "feed.confirm");
});
