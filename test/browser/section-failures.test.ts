/// <reference lib="dom" />
/** What the sections show while their data is on the way or does not come, and that nothing typed is ever lost. */
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { company, directory, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import { operatorKey } from "../../lab/service/service.ts";
import { inspect, pick } from "../../lab/browser/window.ts";
import { NO_ANSWER, site } from "./site.ts";

const { operator, open } = site();

beforeEach(() => putCompany(operator, "acme", { company, directory, settings }));

const get = async (path: string) => (await operator(`GET companies/acme${path}`)).body;

/** The service answers an address of the API with a failure, as itself or as a proxy before it would. */
const fail = (page: Page, address: string, status: number, code: string, headers = {}) =>
  page.route(`**/api/v1/${address}`, (route) =>
    route.fulfill({
      status,
      headers,
      contentType: "application/problem+json",
      body: JSON.stringify({ type: "about:blank", title: code, status, code, detail: code }),
    }),
  );
const gone = (page: Page, address: string) =>
  page.route(`**/api/v1/${address}`, (route) => route.abort("connectionrefused"));

describe("раздел, данные которого не пришли, говорит об этом, и «Повторить» помогает", () => {
  const SECTIONS = [
    { section: "employees", address: "companies/acme/directory", ready: "Поиск: сотрудники" },
    { section: "departments", address: "companies/acme/directory/synchronisation", ready: "Место: Sales" },
    { section: "numbers", address: "companies/acme/outgoing-numbers", ready: "Поиск: номера" },
    { section: "company", address: "companies/acme", ready: "Название компании" },
    { section: "employees/ivan", address: "companies/acme/directory", ready: "Что видят клиенты" },
  ] as const;
  const FAILURES = [
    { what: "429", shown: "Подождите 7 секунд и попробуйте снова." },
    { what: "500", shown: "В Callas что-то пошло не так. Попробуйте ещё раз" },
    { what: "gone", shown: NO_ANSWER },
  ] as const;
  const ready = (page: Page, name: string): Locator =>
    page.getByRole("searchbox", { name }).or(page.getByRole("textbox", { name })).or(page.getByRole("group", { name }));

  for (const [at, { section, address, ready: name }] of SECTIONS.entries())
    test(section, async () => {
      const page = await open("/companies");
      // Every section one failure; the first all of them.
      for (const { what, shown } of at === 0 ? FAILURES : [FAILURES[at % FAILURES.length]!]) {
        if (what === "429") await fail(page, address, 429, "too_many_requests", { "retry-after": "7" });
        else if (what === "500") await fail(page, address, 500, "internal");
        else await gone(page, address);
        await page.goto(`/companies/acme/${section}`);
        await page.getByRole("alert").first().getByText(shown).waitFor();
        await inspect(page, `${section.replace("/", "-")}-failed-${what}`);
        await page.unroute(`**/api/v1/${address}`);
        // It comes by itself once the service answers.
        if (what !== "gone")
          for (const again of await page.getByRole("button", { name: "Повторить" }).all()) await again.click();
        await ready(page, name).waitFor();
      }
    });

  test("список компаний и сеанс", async () => {
    const page = await open("/companies");
    await fail(page, "companies?*", 503, "storage_unavailable");
    await page.goto("/companies");
    await page.getByText("База данных сейчас недоступна").waitFor();
    await inspect(page, "companies-failed");
    await page.unroute("**/api/v1/companies?*");
    await page.getByRole("button", { name: "Повторить" }).click();
    await page.getByRole("link", { name: "Acme" }).waitFor();
    await gone(page, "session");
    await page.goto("/companies");
    await page.getByText(NO_ANSWER).first().waitFor();
    await inspect(page, "session-failed");
    // The page asks by itself as well: the button is pressed right after such a question, long before the next.
    await page.waitForEvent("requestfailed", (request) => request.url().endsWith("/api/v1/session"));
    await page.unroute("**/api/v1/session");
    await page.getByRole("button", { name: "Проверить сейчас" }).dispatchEvent("click");
    await page.getByRole("link", { name: "Acme" }).waitFor();
  });

  test("карточка: что видят клиенты, приходит отдельно", async () => {
    const page = await open("/companies");
    await fail(page, "companies/acme/outgoing-numbers/shown", 500, "internal");
    await page.goto("/companies/acme/employees/ivan");
    await page.getByText("Корпоративная SIM-карта: ").waitFor();
    await page.getByText("В Callas что-то пошло не так").waitFor();
    await inspect(page, "employee-card-failed");
    await page.unroute("**/api/v1/companies/acme/outgoing-numbers/shown");
    await page.getByRole("button", { name: "Повторить" }).click();
    await page.getByRole("rowheader", { name: "По своей стране" }).waitFor();
  });

  test("пока данные в пути, видно, что раздел загружается", async () => {
    const page = await open("/companies");
    const release = Promise.withResolvers<void>();
    await page.route("**/api/v1/companies/acme/directory", async (route) => {
      await release.promise;
      await route.continue();
    });
    await page.goto("/companies/acme/employees");
    await page.getByRole("heading", { name: "Сотрудники" }).waitFor();
    await page.getByRole("status", { name: "Загрузка" }).waitFor();
    await inspect(page, "employees-loading");
    release.resolve();
    await page.getByRole("searchbox", { name: "Поиск: сотрудники" }).waitFor();
    await page.getByRole("status", { name: "Загрузка" }).waitFor({ state: "detached" });
  });
});

describe("сохранение, которое не удалось, ничего не теряет, и второе удаётся", () => {
  const dialog = (page: Page) => page.getByRole("dialog");
  const save = (page: Page) => page.getByRole("button", { name: "Сохранить" }).click();

  test("сотрудник: база недоступна, затем сеанс завершён", async () => {
    const page = await open("/companies/acme/employees");
    await page.getByRole("button", { name: "Добавить сотрудника" }).click();
    const name = dialog(page).getByRole("textbox", { name: "Имя", exact: true });
    await name.fill("Анна");
    await pick(page, "Отделы", "Support", /Support/);
    await page.getByRole("button", { name: "Добавить линию" }).click();
    const line = page.getByRole("textbox", { name: "Имя линии 1" });
    await line.fill("anna-desk");
    await fail(page, "companies/acme/directory", 503, "storage_unavailable");
    await save(page);
    await dialog(page).getByText("База данных сейчас недоступна: ничего не сохранено").waitFor();
    await inspect(page, "employee-not-saved");
    assert.deepEqual([await name.inputValue(), await line.inputValue()], ["Анна", "anna-desk"]);
    await page.unroute("**/api/v1/companies/acme/directory");

    await page.context().clearCookies();
    await save(page);
    const over = page.getByRole("dialog", { name: "Сеанс завершён" });
    await over.waitFor();
    await inspect(page, "session-over");
    await over.getByLabel("Ключ доступа", { exact: true }).fill(operatorKey);
    await page.keyboard.press("Enter");
    await over.waitFor({ state: "detached" });
    await dialog(page).waitFor({ state: "detached" });
    await page.getByRole("link", { name: "Анна" }).waitFor();
    const { employees, departments } = (await get("/directory")) as unknown as {
      employees: Readonly<{ id: string; name: string; lines: readonly object[] }>[];
      departments: Readonly<{ members: readonly string[] }>[];
    };
    const anna = employees.at(-1)!;
    assert.deepEqual([anna.name, anna.lines], ["Анна", [{ id: "anna-desk", device: "desk_phone" }]]);
    assert.deepEqual(departments[1]!.members, ["ivan", "olga", anna.id]);
  });

  test("на телефоне то, что сказано после «Сохранить» внизу, видно сразу", async () => {
    const page = await open("/companies/acme/company", { width: 360 });
    await page.setViewportSize({ width: 360, height: 640 });
    const isSeen = (locator: Locator) =>
      locator.evaluate((element) => {
        const { top, bottom } = element.getBoundingClientRect();
        return top >= 56 && bottom <= window.innerHeight;
      });
    await page.getByRole("textbox", { name: "Название компании" }).fill("");
    const name = page.getByRole("textbox", { name: "Название компании" });
    await page.getByRole("button", { name: "Сохранить" }).evaluate((button) => button.scrollIntoView());
    assert.ok(!(await isSeen(name)), "the button stands far below");
    await save(page);
    await page.getByText("Введите название или имя").waitFor();
    await name.and(page.locator(":focus")).waitFor();
    assert.ok(await isSeen(name));
    await name.fill("Моё имя");
    await fail(page, "companies/acme", 503, "storage_unavailable");
    await save(page);
    const note = page.getByRole("alert");
    await note.getByText("База данных сейчас недоступна").waitFor();
    assert.ok(await isSeen(note), "a failure");
    await page.unroute("**/api/v1/companies/acme");
    await putCompany(operator, "acme", { company: { ...company, name: "Чужое имя" } });
    await save(page);
    await note.getByText("Название компании: было Acme, у вас Моё имя, сохранено Чужое имя").waitFor();
    assert.ok(await isSeen(note), "a conflict");
  });

  test("отдел, подпись, выключение с заменой, удаление и компания", async () => {
    const page = await open("/companies/acme/departments");
    const failing = async (address: string, tried: () => Promise<void>, name: string) => {
      await gone(page, address);
      await tried();
      await page.getByText(NO_ANSWER).filter({ visible: true }).waitFor();
      await inspect(page, name);
      await page.unroute(`**/api/v1/${address}`);
      await tried();
      await page.getByText(NO_ANSWER).waitFor({ state: "detached" });
    };
    await page.getByRole("button", { name: "Изменить: Sales" }).click();
    await dialog(page).getByRole("textbox", { name: "Название" }).fill("Продажи");
    await failing("companies/acme/directory", () => save(page), "department-not-saved");
    await page.getByRole("link", { name: "Продажи" }).waitFor();
    await failing(
      "companies/acme/directory",
      () => page.getByRole("button", { name: "Ниже: Продажи" }).click(),
      "department-not-moved",
    );
    await page.getByRole("textbox", { name: "Место: Продажи" }).and(page.locator("[value='2']")).waitFor();

    await page.goto("/companies/acme/numbers");
    await page.getByRole("button", { name: `Изменить ${SECOND}` }).click();
    await page.getByRole("textbox", { name: "Подпись" }).fill("Второй");
    await failing("companies/acme/numbers/*", () => save(page), "number-label-not-saved");
    await page.getByRole("table", { name: "Номера" }).getByText("Второй").waitFor();
    await page.getByRole("switch", { name: `${SECOND} включён` }).click({ force: true });
    await pick(page, "Другой номер", "Berlin", /Berlin/);
    const turnOff = () => dialog(page).getByRole("button", { name: "Выключить" }).click();
    await failing("companies/acme/numbers/*", turnOff, "number-not-turned-off");
    await dialog(page).waitFor({ state: "detached" });

    await page.goto("/companies/acme/employees");
    await page.getByRole("button", { name: "Удалить: Gast" }).click();
    const remove = () => dialog(page).getByRole("button", { name: "Удалить" }).click();
    await failing("companies/acme/employees/*", remove, "employee-not-removed");
    await dialog(page).waitFor({ state: "detached" });

    await page.goto("/companies/acme/company");
    await page.getByRole("textbox", { name: "Код города" }).fill("162");
    await failing("companies/acme", () => save(page), "company-not-saved");
    await page.getByText("Сохранено. Для звонков это уже действует.").waitFor();
    assert.equal((await get(""))["areaCode"], "162");
  });
});
