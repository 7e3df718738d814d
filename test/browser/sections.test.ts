/// <reference lib="dom" />
/** Signing in, the list of companies and the section Company; and a walk through all sections in English. */
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { BERLIN, company, directory, putCompany, settings } from "../../lab/companies/acme.ts";
import { operatorKey } from "../../lab/service/service.ts";
import { inspect, keyField, pick, signIn } from "../../lab/browser/window.ts";
import { site } from "./site.ts";

const { operator, key, window: openWindow, open } = site();

const get = async (path: string) => (await operator(`GET companies/acme${path}`)).body;
const adminKey = (...companies: string[]) => key({ name: "Анна", role: "admin", companies });
const save = (page: Page) => page.getByRole("dialog").getByRole("button", { name: "Сохранить" }).click();

describe("вход и список компаний", () => {
  test("ключ АТС и чужой ключ не открывают страницу, и сказано почему", async () => {
    const pbx = await key({ name: "pbx-1", role: "pbx", sync: true });
    const page = await openWindow();
    const field = await keyField(page);
    await page.getByRole("button", { name: "Войти", exact: true }).click();
    await page.getByText("Введите ключ.").waitFor();
    for (const [wrong, why] of [
      ["no-such-key", "Ключ не подходит. Проверьте, что он скопирован целиком."],
      [pbx, "Этот ключ для АТС, а не для людей. Попросите ключ администратора."],
    ] as const) {
      await field.fill(wrong);
      await page.keyboard.press("Enter");
      await page.getByRole("alert").getByText(why).waitFor();
    }
    await inspect(page, "sign-in-refused");
    await signIn(page, operatorKey);
  });

  test("оператор добавляет первую компанию на странице, а занятый идентификатор виден у поля", async () => {
    const page = await open("/companies");
    await page.getByText("Компаний пока нет").waitFor();
    await inspect(page, "companies-empty");
    await page.getByRole("button", { name: "Добавить компанию" }).click();
    const dialog = page.getByRole("dialog", { name: "Новая компания" });
    await save(page);
    for (const error of ["Введите название или имя", "От 1 до 64 знаков", "Выберите страну."])
      await dialog.getByText(error).waitFor();
    await inspect(page, "company-new-errors");
    const name = dialog.getByRole("textbox", { name: "Название компании" });
    const id = dialog.getByRole("textbox", { name: "Идентификатор" });
    await name.fill("Акме");
    await id.fill("acme");
    await page.getByRole("combobox", { name: "Страна компании" }).fill("бел");
    await page.getByRole("option", { name: "Беларусь +375" }).waitFor();
    await inspect(page, "company-new-countries");
    await page.getByRole("option", { name: "Беларусь +375" }).click();
    await save(page);
    await page.getByText("Добавьте первый: он станет основным.").waitFor();
    await inspect(page, "numbers-empty");
    assert.deepEqual([(await get(""))["name"], (await get(""))["country"]], ["Акме", "BY"]);

    await page.getByRole("link", { name: "Другая компания" }).click();
    await page.getByRole("button", { name: "Добавить компанию" }).click();
    await name.fill("Акме в Берлине");
    await id.fill("acme");
    await pick(page, "Страна компании", "49", /Германия/);
    await save(page);
    await dialog.getByText("Такой идентификатор уже есть.", { exact: true }).waitFor();
    await inspect(page, "company-new-id-taken");
    assert.equal(await name.inputValue(), "Акме в Берлине");
    assert.equal((await get(""))["country"], "BY", "the first one stays as it is");
    await id.fill("acme-de");
    await save(page);
    await page.waitForURL("**/companies/acme-de/numbers");
  });

  test("оператор находит компанию по названию и по идентификатору", async () => {
    await putCompany(operator, "acme");
    await putCompany(operator, "globex", { company: { name: "Глобекс", country: "DE" } });
    const page = await open("/companies");
    const rows = page.getByRole("list", { name: "Компании" }).getByRole("listitem");
    await page.getByText("globex · Германия").waitFor();
    await inspect(page, "companies");
    const search = page.getByRole("searchbox", { name: "Название или идентификатор компании" });
    for (const text of ["гло", "GLOB"]) {
      await search.fill(text);
      await rows.getByText("Acme", { exact: true }).waitFor({ state: "detached" });
      assert.equal(await rows.count(), 1);
    }
    await search.fill("nothing");
    await page.getByText("Ничего не найдено").waitFor();
    await inspect(page, "companies-none-found");
    await search.fill("");
    await page.getByRole("link", { name: "Acme" }).click();
    await page.waitForURL("**/companies/acme/outgoing-numbers");
    const more = page.getByRole("group", { name: "Настройки" }).getByRole("group", { name: "Ещё" });
    await more.getByRole("link", { name: "Исходящие номера" }).waitFor();

    await page.goto("/companies/nobody/employees");
    await page.getByText("Такой компании нет, или у вас нет к ней доступа").waitFor();
    assert.equal(await page.getByRole("navigation", { name: "Разделы" }).getByRole("link").count(), 0);
    await inspect(page, "company-unknown");
    await page.getByRole("link", { name: "Все компании" }).click();
    await page.getByRole("link", { name: "Acme" }).waitFor();

    for (const address of ["/companies/acme/nothing", "/nothing"]) {
      const answer = await page.goto(address);
      assert.equal(answer!.status(), 404);
      await page.getByRole("heading", { name: "Такой страницы нет" }).waitFor();
      await inspect(page, "no-such-page");
      await page.getByRole("link", { name: "Все компании" }).click();
      await page.getByRole("link", { name: "Acme" }).waitFor();
    }
  });

  test("администратор одной компании сразу в ней, и ничего операторского там нет", async () => {
    await putCompany(operator, "acme", { company, directory, settings });
    const page = await open("/companies", { key: await adminKey("acme") });
    await page.waitForURL("**/companies/acme/outgoing-numbers");
    assert.equal(await page.getByRole("link", { name: "Другая компания" }).count(), 0);

    await page.getByRole("link", { name: "Номера", exact: true }).click();
    await page.getByText("Номера выдаёт оператор.").waitFor();
    await page.getByRole("table", { name: "Номера" }).waitFor();
    assert.equal(await page.getByRole("button", { name: /^Добавить номер компании|^Удалить/ }).count(), 0);
    await inspect(page, "numbers-admin");
    await page.getByRole("link", { name: "Компания", exact: true }).click();
    const guests = page.getByRole("radiogroup", { name: "Гости" });
    await page.getByText("Меняет только оператор").waitFor();
    for (const radio of await guests.getByRole("radio").all()) assert.ok(await radio.isDisabled());
    await inspect(page, "company-admin");
    await page.getByRole("link", { name: "Сотрудники", exact: true }).click();
    await page.getByRole("button", { name: "Изменить: Gast" }).click();
    assert.ok(await page.getByRole("checkbox", { name: "Гость" }).isDisabled());
    await page.getByText("Сделать гостя своим сотрудником может только АТС или оператор").waitFor();
    assert.equal(await page.getByRole("combobox", { name: "С каких номеров звонит этот гость" }).count(), 0);
    await inspect(page, "employee-guest-admin");
  });

  test("администратор нескольких компаний выбирает из своих, а без единой знает, кого просить", async () => {
    const shared = await adminKey("acme", "globex");
    const page = await open("/companies", { key: shared });
    await page.getByText("У вас нет доступа ни к одной компании").waitFor();
    assert.equal(await page.getByRole("button", { name: "Добавить компанию" }).count(), 0);
    await inspect(page, "companies-none");
    await putCompany(operator, "acme");
    await putCompany(operator, "globex", { company: { name: "Globex", country: "DE" } });
    await putCompany(operator, "third", { company: { name: "Third", country: "PL" } });
    await page.reload();
    await page.getByRole("link", { name: "Globex" }).waitFor();
    assert.equal(await page.getByRole("list", { name: "Компании" }).getByRole("listitem").count(), 2);
    assert.equal(await page.getByRole("button", { name: "Добавить компанию" }).count(), 0);
    await page.getByRole("link", { name: "Acme" }).click();
    await page.getByRole("link", { name: "Номера", exact: true }).click();
    await page.getByText("Обратитесь к оператору").waitFor();
    await inspect(page, "numbers-empty-admin");
  });
});

describe("компания", () => {
  beforeEach(() => putCompany(operator, "acme", { company, directory, settings }));

  const openCompany = async (more = {}) => {
    const page = await open("/companies/acme/company", more);
    await page.getByRole("textbox", { name: "Название компании" }).waitFor();
    return page;
  };
  const saveForm = (page: Page) => page.getByRole("button", { name: "Сохранить" }).click();
  const field = (page: Page, name: string) => page.getByRole("textbox", { name });

  test("страна, код города, экстренные вызовы, выбор на софтфоне и гости", async () => {
    const page = await openCompany();
    await inspect(page, "company");
    await field(page, "Название компании").fill("");
    await field(page, "Код города").fill("8 017");
    await saveForm(page);
    await page.getByText("Введите название или имя, не длиннее 200 знаков.").waitFor();
    await page.getByText("Только цифры, не больше 8, без кода выхода на межгород.").waitFor();
    await inspect(page, "company-errors");
    await field(page, "Название компании").fill("Акме");
    await field(page, "Код города").fill("17");
    const emergencyField = page.getByRole("combobox", { name: "Номер для экстренных вызовов" });
    // A list is shown only while its field is in sight.
    await emergencyField.click();
    await emergencyField.fill("Berlin");
    await page.getByRole("option", { name: /Berlin/ }).waitFor();
    await inspect(page, "company-emergency-list");
    await page.getByRole("option", { name: /Berlin/ }).click();
    await page.getByRole("radio", { name: "Любой номер компании" }).check();
    await page.getByRole("radio", { name: "Номер того, кто звонил" }).check();
    await page.getByRole("radio", { name: "Со всех, как свои сотрудники" }).check();
    await saveForm(page);
    await page.getByText("Сохранено. Для звонков это уже действует.").waitFor();
    await inspect(page, "company-saved");
    const { name, country, areaCode, emergencyNumber, choice, guests, forwards } = await get("");
    assert.deepEqual(
      [name, country, areaCode, emergencyNumber, choice, guests, forwards],
      ["Акме", "BY", "17", BERLIN, "all", "full", "original"],
    );
    const emergency = { company: "acme", line: "ivan-desk", dialled: "112" };
    assert.equal((await operator("POST decisions", emergency)).body["callerId"], BERLIN);

    await operator(`PATCH companies/acme/numbers/${encodeURIComponent(BERLIN)}`, { on: false });
    await page.reload();
    await page.getByRole("button", { name: "Очистить" }).waitFor();
    await saveForm(page);
    await page.getByText("номер для экстренных вызовов выключен или удалён").waitFor();
    await inspect(page, "company-warning");
    await page.getByRole("button", { name: "Очистить" }).click();
    await pick(page, "Страна компании", "Германия", /Германия/);
    await field(page, "Код города").fill("");
    await saveForm(page);
    await page.getByText("Сохранено. Для звонков это уже действует.").waitFor();
    const after = await get("");
    assert.deepEqual([after["country"], after["areaCode"], after["emergencyNumber"]], ["DE", undefined, undefined]);
  });

  test("о несохранённом спрашивают, прежде чем уйти в другой раздел", async () => {
    const page = await openCompany();
    await field(page, "Название компании").fill("Моё имя");
    const toNumbers = () => page.getByRole("link", { name: "Номера", exact: true }).click();
    await toNumbers();
    const leaving = page.getByRole("dialog", { name: "Уйти без сохранения?" });
    await leaving.getByText("Изменения компании не сохранены и пропадут.").waitFor();
    await inspect(page, "company-leaving");
    await leaving.getByRole("button", { name: "Остаться" }).click();
    assert.equal(await field(page, "Название компании").inputValue(), "Моё имя");
    await saveForm(page);
    await page.getByText("Сохранено. Для звонков это уже действует.").waitFor();
    await field(page, "Код города").fill("");
    await field(page, "Код города").fill("17");
    await toNumbers();
    await page.getByRole("heading", { name: "Номера", level: 1 }).waitFor();
    await page.getByRole("link", { name: "Компания", exact: true }).click();
    await field(page, "Код города").fill("162");
    await toNumbers();
    await leaving.getByRole("button", { name: "Уйти" }).click();
    await page.getByRole("heading", { name: "Номера", level: 1 }).waitFor();
    assert.deepEqual([(await get(""))["name"], (await get(""))["areaCode"]], ["Моё имя", "17"]);
  });

  test("двое сохраняют одновременно: сказано кто, когда и что изменили оба, и ничто не теряется", async () => {
    const page = await openCompany();
    const other = await openCompany({ key: await adminKey("acme") });
    await field(page, "Название компании").fill("Моё имя");
    await field(other, "Название компании").fill("Имя Анны");
    await other.getByRole("radio", { name: "Любой номер компании" }).check();
    await saveForm(other);
    await other.getByText("Сохранено. Для звонков это уже действует.").waitFor();

    await saveForm(page);
    const note = page.getByRole("alert");
    await note.getByText(/^Тем временем сохранены другие данные: Анна, /).waitFor();
    await note.getByText("Название компании: было Acme, у вас Моё имя, сохранено Имя Анны").waitFor();
    assert.equal(await field(page, "Название компании").inputValue(), "Моё имя");
    assert.ok(await page.getByRole("radio", { name: "Любой номер компании" }).isChecked(), "theirs, seen");
    await inspect(page, "company-conflict");
    assert.equal((await get(""))["name"], "Имя Анны", "not saved yet");
    await saveForm(page);
    await page.getByText("Сохранено. Для звонков это уже действует.").waitFor();
    await note.waitFor({ state: "detached" });
    assert.deepEqual([(await get(""))["name"], (await get(""))["choice"]], ["Моё имя", "all"]);

    await field(other, "Код города").fill("162");
    await saveForm(other);
    await other.getByRole("alert").getByText("Посмотрите и сохраните.").waitFor();
    assert.equal(await field(other, "Название компании").inputValue(), "Моё имя");
  });

  test("что другой сохранил, пока страница стояла в стороне, не ложится под правку молча", async () => {
    const page = await openCompany();
    await page.clock.install();
    await field(page, "Название компании").fill("Моё имя");
    await putCompany(operator, "acme", { company: { ...company, name: "Чужое имя", areaCode: "162" } });
    const read = page.waitForResponse("**/api/v1/companies/acme");
    await page.clock.fastForward(60_000);
    await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
    await read;
    await page.clock.resume();
    assert.equal(await field(page, "Код города").inputValue(), "17");
    await saveForm(page);
    await page.getByText("Название компании: было Acme, у вас Моё имя, сохранено Чужое имя").waitFor();
    assert.equal(await field(page, "Код города").inputValue(), "162");
  });
});

test("in English, on a phone, in the dark: through all sections", async () => {
  await putCompany(operator, "acme", { company, directory, settings });
  const page = await open("/companies", { language: "en", width: 360, dark: true });
  const to = async (section: string) => {
    await page.getByRole("button", { name: "Menu" }).click();
    await page.getByRole("link", { name: section, exact: true }).click();
    await page.getByRole("heading", { name: section, level: 1 }).waitFor();
  };
  const dialog = page.getByRole("dialog");
  const save = () => page.getByRole("button", { name: "Save" }).click();
  const closed = () => dialog.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Add company" }).waitFor();
  await inspect(page, "english-companies");
  await page.getByRole("link", { name: "Acme" }).click();
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("link", { name: "Switch company" }).waitFor();
  await inspect(page, "english-menu");
  await page.getByRole("button", { name: "Menu" }).click();

  await to("Employees");
  await page.getByRole("button", { name: "Add employee" }).click();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Anna");
  await page.getByRole("textbox", { name: "Extension" }).fill("202");
  await page.getByRole("button", { name: "Add line" }).click();
  await page.getByRole("textbox", { name: "Name of line 1" }).fill("ivan-desk");
  await save();
  await dialog.getByText("This extension already exists.", { exact: true }).waitFor();
  await inspect(page, "english-employee");
  await page.getByRole("textbox", { name: "Extension" }).fill("203");
  await page.getByRole("textbox", { name: "Name of line 1" }).fill("anna-desk");
  await save();
  await closed();
  await page.getByRole("link", { name: "Anna" }).click();
  await page.getByRole("rowheader", { name: "Germany" }).waitFor();
  await inspect(page, "english-employee-card");

  await to("Departments");
  // A phone has no room for the arrows.
  await page.getByRole("textbox", { name: "Position of Sales" }).fill("2");
  await page.keyboard.press("Enter");
  await page.getByRole("status").filter({ hasText: "Sales is now at position 2." }).waitFor({ state: "attached" });
  await page.getByRole("checkbox", { name: "Select: Support" }).click();
  await page.getByRole("region", { name: "With the selected rows" }).getByRole("button", { name: "Remove" }).click();
  await inspect(page, "english-department-remove");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await closed();

  await to("Numbers");
  await page.getByRole("switch", { name: "+375171234568 is on" }).click({ force: true });
  await dialog.getByText("Иван Петров · Any device").waitFor();
  await pick(page, "Replacement number", "Berlin", /Berlin/);
  await inspect(page, "english-number-turn-off");
  await dialog.getByRole("button", { name: "Turn off" }).click();
  await closed();
  await page.getByRole("button", { name: "Import and export" }).click();
  await page.getByRole("menuitem", { name: "Import from a file" }).click();
  await dialog.getByText("Columns: Number, Label, On.").waitFor();
  await inspect(page, "english-import");
  await page.keyboard.press("Escape");
  await closed();

  await to("Company");
  await page.getByRole("textbox", { name: "Area code" }).fill("x");
  await save();
  await page.getByText("Digits only, at most 8, without the trunk prefix.").waitFor();
  await inspect(page, "english-company");
  await page.getByRole("textbox", { name: "Area code" }).fill("162");
  await save();
  await page.getByText("Saved. New calls use these settings.").waitFor();
  const { employees, departments, numbers } = (await get("/directory")) as unknown as Record<string, unknown[]>;
  assert.deepEqual(
    [employees!.length, (departments![0] as never)["id"], (numbers![1] as never)["on"]],
    [4, "support", false],
  );
  assert.equal((await get(""))["areaCode"], "162");
});
