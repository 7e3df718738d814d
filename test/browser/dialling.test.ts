/// <reference lib="dom" />
/** How a company dials, what a text means then, and the emergency numbers and hiding of people. */
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { BERLIN, company, directory, MAIN, OFF, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import { inspect, pick } from "../../lab/browser/window.ts";
import { site } from "./site.ts";

const { operator, as, key, open } = site();

const get = async (path: string) => (await operator(`GET companies/acme${path}`)).body;
const save = (page: Page) => page.getByRole("button", { name: "Сохранить" }).click();
const items = async (within: Locator) =>
  (await within.getByRole("listitem").allInnerTexts()).map((text) => text.replaceAll("\u00a0", " "));
const saved = (page: Page) => page.getByText("Сохранено. Для звонков это уже действует.").waitFor();

describe("как набирает компания", () => {
  const openCompany = async (more = {}) => {
    await putCompany(operator, "acme", {
      company: { ...company, country: "RU", areaCode: "495" },
      directory,
      settings,
    });
    const page = await open("/companies/acme/company", more);
    await page.getByRole("region", { name: "Как вы набираете" }).waitFor();
    return page;
  };
  const field = (page: Page, name: string) => page.getByRole("textbox", { name });
  const list = (page: Page, name: string) => page.getByRole("combobox", { name });

  test("набранное проверяется по шагам, до сохранения; видно, что выход на линию делает с 112", async () => {
    const page = await openCompany();
    const reading = page.getByRole("status", { name: "Что это значит" });
    await field(page, "Что набирают").fill("9 8 916 123-45-67");
    await reading.getByText("→ не распознано, уйдёт как 989161234567").waitFor();

    await field(page, "Выход на внешнюю линию").fill("9");
    await reading.getByText("→ +7 916 123 45 67, Россия").waitFor();
    assert.deepEqual(await items(reading), [
      "Без знаков и пробелов: 989161234567",
      "9 — выход на внешнюю линию; дальше 89161234567",
      "Начинается с кода выхода на межгород: номер своей страны",
    ]);
    const hint = page.getByRole("status", { name: "С выходом на линию через 9:" });
    await hint.getByText("9 112 → экстренный вызов на 112").waitFor();
    assert.deepEqual(await items(hint), [
      "112 → экстренный вызов на 112",
      "9 112 → экстренный вызов на 112",
      "101 → экстренный вызов на 101",
      "9 8 (301) 123-45-67 → +7 301 123 45 67, Россия",
      "9 810 49 30 123456 → +49 30 123456, Германия",
    ]);
    await inspect(page, "company-dialling");

    await field(page, "Что набирают").fill("*31# 9 112");
    await reading.getByText("→ экстренный вызов на 112").waitFor();
    await field(page, "Что набирают").fill("*67 84951234567");
    await reading.getByText("→ сервисный код, звонок наружу не идёт").waitFor();
    await page.getByRole("combobox", { name: "С какого устройства" }).click();
    await page.getByRole("option", { name: "CRM" }).click();
    await field(page, "Что набирают").fill("49301234567");
    await reading.getByText("→ +49 30 1234567, Германия").waitFor();
    await reading.getByText("Номер другой страны без плюса, как его хранит CRM").waitFor();
    await field(page, "Что набирают").press("Enter");
    assert.equal((await get(""))["outsideLine"], undefined, "trying saves nothing");
  });

  test("поля сохраняются, ошибка называет номер из списка, предупреждение можно исправить тут же", async () => {
    const page = await openCompany();
    await field(page, "Выход на внешнюю линию").fill("1234");
    await list(page, "Свои экстренные номера").fill("02, 1a,");
    await list(page, "Коды со звёздочкой или решёткой для оператора").fill("*XXXX");
    await page.getByRole("group", { name: "Устройства, где набирают без плюса" }).getByLabel("Софтфон").check();
    await page.getByRole("group", { name: "Устройства с выбором номера" }).getByLabel("CRM").check();
    await page.getByRole("checkbox", { name: "Скрывать номер" }).check();
    await save(page);
    await page.getByText("От 1 до 3 цифр.").waitFor();
    await page.getByText("1a: от 2 до 6 цифр.").waitFor();
    await inspect(page, "company-dialling-errors");
    await field(page, "Выход на внешнюю линию").fill("2");
    await list(page, "Свои экстренные номера").press("Backspace");
    await save(page);
    await saved(page);
    const { outsideLine, emergencyNumbers, trunkCodes, bare, choiceDevices, withhold } = await get("");
    assert.deepEqual(
      [outsideLine, emergencyNumbers, trunkCodes, bare, choiceDevices, withhold],
      ["2", ["02"], ["*XXXX"], ["crm", "softphone"], ["softphone", "crm"], true],
    );

    await page.getByText("внутренний или короткий номер начинается с выхода").waitFor();
    await page.getByRole("link", { name: "Иван Петров · 201" }).waitFor();
    await inspect(page, "company-dialling-warning");
    await page.reload();
    await page.getByRole("button", { name: "Убрать выход на линию" }).click();
    // What is left to do.
    await page.getByRole("button", { name: "Сохранить" }).and(page.locator(":focus")).waitFor();
    await save(page);
    await saved(page);
    assert.equal((await get(""))["outsideLine"], undefined);
  });

  test("двое меняют набор одновременно: у списков есть изменения обоих", async () => {
    const page = await openCompany();
    const anna = as(await key({ name: "Анна", role: "admin", companies: ["acme"] }));
    await list(page, "Свои экстренные номера").fill("02,");
    await field(page, "Выход на внешнюю линию").fill("9");
    const theirs = { ...(await get("")), emergencyNumbers: ["03"], outsideLine: "0" };
    assert.equal((await anna("PUT companies/acme", theirs)).status, 200);
    await save(page);
    await page.getByRole("alert").getByText("Выход на внешнюю линию: было нет, у вас 9, сохранено 0").waitFor();
    await inspect(page, "company-dialling-conflict");
    await save(page);
    await saved(page);
    const { emergencyNumbers, outsideLine } = await get("");
    assert.deepEqual([(emergencyNumbers as string[]).toSorted(), outsideLine], [["02", "03"], "9"]);
  });
});

describe("экстренные вызовы и скрытие номера", () => {
  beforeEach(() => putCompany(operator, "acme", { company, directory, settings }));

  const called = async (line: string, dialled: string) =>
    (await operator("POST decisions", { company: "acme", line, dialled })).body;
  const closed = (page: Page) => page.getByRole("dialog").waitFor({ state: "detached" });
  const dialogSave = (page: Page) => page.getByRole("dialog").getByRole("button", { name: "Сохранить" }).click();

  test("у сотрудника и отдела: назначить, увидеть в карточке, убрать; SIM-карта пишется как угодно", async () => {
    const page = await open("/companies/acme/employees/olga");
    await page.getByRole("button", { name: "Изменить" }).click();
    await pick(page, "Номер для экстренных вызовов", "Berlin", /Berlin/);
    await page.getByRole("combobox", { name: "Скрывать номер" }).click();
    await page.getByRole("option", { name: "Всегда скрывать" }).click();
    await page.getByRole("button", { name: "Добавить линию" }).click();
    await page.getByRole("combobox", { name: "Устройство линии 2" }).click();
    await page.getByRole("option", { name: "Корпоративная SIM-карта" }).click();
    const sim = page.getByRole("textbox", { name: "Имя линии 2" });
    await sim.fill("моя SIM");
    await dialogSave(page);
    await page.getByText("Введите номер SIM-карты целиком, например +375 29 123-45-67.").waitFor();
    await inspect(page, "employee-sim-error");
    await sim.fill("8 (029) 700-45-67");
    await dialogSave(page);
    await closed(page);
    const facts = page.getByRole("main");
    await facts.getByText("Корпоративная SIM-карта: +375 29 700 45 67").waitFor();
    await facts.getByText("Всегда скрывать").waitFor();
    await inspect(page, "employee-card-emergency");
    const call = await called("olga-desk", "8 029 612-34-56");
    assert.deepEqual([call["callerId"], call["privacy"]], [MAIN, true]);
    const emergency = await called("olga-desk", "112");
    assert.deepEqual([emergency["callerId"], emergency["privacy"]], [BERLIN, false]);

    await page.getByRole("link", { name: "Support" }).click();
    await page.getByRole("button", { name: "Изменить" }).click();
    await pick(page, "Номер для экстренных вызовов", "68", /\+375 17 123 45 68/);
    await inspect(page, "department-emergency");
    await dialogSave(page);
    await closed(page);
    await page.getByText("Номер для экстренных вызовов").waitFor();
    assert.equal((await called("ivan-desk", "112"))["callerId"], SECOND);

    await page.getByRole("button", { name: "Изменить" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Очистить" }).click();
    await dialogSave(page);
    await closed(page);
    await page.goto("/companies/acme/employees/olga");
    await page.getByRole("button", { name: "Изменить" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Очистить" }).click();
    await page.getByRole("combobox", { name: "Скрывать номер" }).click();
    await page.getByRole("option", { name: "Как задано для компании" }).click();
    await dialogSave(page);
    await closed(page);
    const { employees, departments } = await get("/directory");
    const [, olga] = employees as [unknown, Record<string, unknown>];
    assert.deepEqual([olga["emergencyNumber"], olga["withhold"]], [undefined, undefined]);
    assert.deepEqual(departments, directory.departments);
  });

  test("выключенный номер виден в карточке, и к ней ведёт предупреждение исходящих номеров", async () => {
    const [ivan, ...others] = directory.employees;
    const numbers = directory.numbers.map((number) => ({ ...number, on: true }));
    const employees = [{ ...ivan, emergencyNumber: OFF }, ...others];
    await operator("PUT companies/acme/directory", { ...directory, numbers, employees });
    await operator(`PATCH companies/acme/numbers/${encodeURIComponent(OFF)}`, { on: false });
    const page = await open("/companies/acme/outgoing-numbers");
    await page.getByText("номер для экстренных вызовов выключен или удалён").waitFor();
    // At the end of the page the bar at its bottom covers nothing in part.
    await page.keyboard.press("End");
    await inspect(page, "outgoing-elsewhere");
    const lines = [...ivan.lines, { id: "1234567", device: "corporate_sim" }];
    await operator("PUT companies/acme/employees/ivan", { ...ivan, lines });
    await page.reload();
    await page.getByText("у корпоративной SIM-карты указан не номер").waitFor();
    await page.getByRole("link", { name: "Показать: Иван Петров" }).first().click();
    await page.getByText("не телефонный номер: звонки с этой SIM-карты").waitFor();
    await page.getByText("выключен, виден другой").waitFor();
    await inspect(page, "employee-card-emergency-off");
  });

  test("там, где список ведёт АТС, их задают люди, и синхронизация их не трогает", async () => {
    const pbx = as(await key({ name: "АТС", role: "pbx", companies: ["acme"], sync: true }));
    assert.equal((await pbx("PUT companies/acme/directory", directory)).status, 200);
    const page = await open("/companies/acme/employees/olga");
    await page.getByRole("button", { name: "Настроить" }).click();
    await page.getByRole("combobox", { name: "Скрывать номер" }).click();
    await page.getByRole("option", { name: "Всегда показывать" }).click();
    assert.equal(await page.getByRole("dialog").getByRole("textbox", { name: "Имя" }).count(), 0);
    await inspect(page, "employee-kept-set-up");
    await dialogSave(page);
    await closed(page);
    assert.equal((await pbx("PUT companies/acme/directory", directory)).status, 200);
    const [, olga] = (await get("/directory"))["employees"] as [unknown, Record<string, unknown>];
    assert.equal(olga["withhold"], false);
  });
});

describe("префикс, с которого не начинается ни один номер", () => {
  test("виден сразу при вводе, с другим прочтением, и у записи", async () => {
    await putCompany(operator, "acme", { company, directory, settings });
    const page = await open("/companies/acme/outgoing-numbers");
    const regional = page.getByRole("region", { name: "Региональные исходящие номера" });
    await regional.getByRole("button", { name: "Добавить номер" }).click();
    await pick(page, "Исходящий номер", "Berlin", /Berlin/);
    await page.getByRole("radio", { name: "По префиксу направления" }).check();
    await page.getByRole("textbox", { name: "Префикс" }).fill("8 495");
    const dialog = page.getByRole("dialog");
    await dialog.getByText("+375 495, Беларусь · с него не начинается ни один телефонный номер").waitFor();
    await inspect(page, "regional-prefix-impossible");
    await dialog.getByRole("button", { name: "+7 495" }).click();
    await dialog.getByText("+7 495, Россия").waitFor();
    await page.getByRole("textbox", { name: "Префикс" }).fill("8 495");
    await dialog.getByRole("button", { name: "Добавить" }).click();
    await regional.getByText("с него не начинается ни один телефонный номер").waitFor();
    await inspect(page, "outgoing-prefix-impossible");
    await regional.getByRole("button", { name: "Изменить префикс" }).click();
    await dialog.getByRole("button", { name: "+7 495" }).click();
    await dialog.getByRole("button", { name: "Применить" }).click();
    await regional.getByText("префикс +7 495").waitFor();
  });
});

test("номер вне всех планов переспрашивают и добавляют; проверка звонка говорит, почему виден номер", async () => {
  await putCompany(operator, "acme", { company, directory, settings });
  const page = await open("/companies/acme/numbers");
  await page.getByRole("button", { name: "Добавить номер компании" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Номер", exact: true }).fill("+375 49 512-34-56");
  await dialog.getByRole("button", { name: "Сохранить" }).click();
  await dialog.getByText("Проверьте номер или отметьте это").waitFor();
  await inspect(page, "number-not-in-plan");
  const confirmed = directory.numbers.map((number) => ({ ...number, confirmed: true }));
  assert.deepEqual((await get("/directory"))["numbers"], confirmed, "not added yet");
  await dialog.getByRole("checkbox", { name: "Такого номера нет ни в одном известном плане" }).check();
  await dialog.getByRole("button", { name: "Сохранить" }).click();
  await dialog.waitFor({ state: "detached" });
  assert.equal(((await get("/directory"))["numbers"] as { number: string }[]).at(-1)!.number, "+375495123456");

  await page.goto("/companies/acme/outgoing-numbers");
  const dialled = page.getByRole("textbox", { name: "Набранный номер" });
  await dialled.fill("привет");
  const result = page.getByRole("status", { name: "Результат проверки" });
  await result.getByText("Если звонок пройдёт, клиент увидит").waitFor();
  await dialled.fill("0112");
  await result.getByText("Экстренный вызов · 112").waitFor();
});
