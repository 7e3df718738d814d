/// <reference lib="dom" />
/** The operator's section Trunks. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { company, directory, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import { choose, inspect, pick } from "../../lab/browser/window.ts";
import { CARRIER, putTrunk, STRICT, written } from "./carriers.ts";
import { site } from "./site.ts";

const { operator, key, open } = site();

const stored = async (id: string) => {
  const { status, body } = await operator(`GET trunks/${id}`);
  return status === 200 ? body : status;
};
const dialog = (page: Page, name: string | RegExp) => page.getByRole("dialog", { name });
const save = (page: Page) => page.getByRole("dialog").getByRole("button", { name: "Сохранить" }).click();
const closed = (page: Page) => page.getByRole("dialog").waitFor({ state: "detached" });
const rows = (page: Page) => page.getByRole("list", { name: "Транки" }).getByRole("listitem");

describe("раздел «Транки»", () => {
  test("транк добавлен, опробован до сохранения, и каждая ошибка видна у своего поля", async () => {
    const page = await open("/companies");
    await page.getByRole("link", { name: "Транки" }).click();
    await page.getByText("Транков пока нет").waitFor();
    await inspect(page, "trunks-empty");
    await page.getByRole("button", { name: "Добавить транк" }).click();
    const form = dialog(page, "Новый транк");
    const field = (name: string) => form.getByRole("textbox", { name });
    await form.getByText("Появится, когда поля транка заполнены верно.").waitFor();
    await choose(page, "Номер, который видит клиент", /Как набирают в стране/);
    await save(page);
    for (const error of [
      "Введите название или имя",
      "От 1 до 64 знаков",
      "Введите имя или адрес узла",
      "Выберите страну.",
    ])
      await form.getByText(error).first().waitFor();
    await inspect(page, "trunk-new-errors");

    await field("Название").fill(CARRIER.name);
    await field("Идентификатор").fill("carrier-a");
    await field("Адрес оператора связи").fill("sip:carrier");
    await pick(page, "Страна номера, который видит клиент", "бел", /Беларусь/);
    await form.getByText(written("+375 152 45 09 11 → 80152450911")).waitFor();
    await form.getByText(written("+49 30 123456 → 8104930123456")).first().waitFor();
    await choose(page, "Номер, на который звонят", /С кодом страны, без плюса/);
    await field("Убрать знаков в начале").fill("много");
    await field("Добавить в начало").fill("9");
    await save(page);
    await form.getByText("Введите имя или адрес узла").waitFor();
    await form.getByText("Число от 0 до 15.").waitFor();
    await field("Убрать знаков в начале").fill("3");
    await form.getByText(written("+375 152 45 09 11 → 9152450911")).waitFor();
    await field("Адрес оператора связи").fill(CARRIER.domain);
    await form.getByRole("radio", { name: "В Diversion", exact: true }).check();
    await form.getByRole("radio", { name: "Подпись номера" }).check();

    await field("Номер компании").fill("8 029 123-45-67");
    await field("Подпись номера").fill("Минские двери");
    await field("Набрали").fill("8 017 200-00-00");
    const got = form.getByRole("status", { name: "Что получит оператор связи" });
    await got.getByText(`"Минские двери" <sip:80291234567@${CARRIER.domain}>`).first().waitFor();
    await got.getByText("9172000000", { exact: true }).waitFor();
    await got.getByText("Не передаются: Privacy, Diversion, History-Info").waitFor();
    await inspect(page, "trunk-tried");
    await field("Какой номер переадресовал").fill("+375 17 123-45-67");
    await choose(page, "Почему переадресован", /Не ответил/);
    await got.getByText(`<sip:80171234567@${CARRIER.domain}>;reason=no-answer`, { exact: true }).waitFor();
    await form.getByRole("checkbox", { name: "Номер скрыт" }).check();
    await got.getByText("id", { exact: true }).waitFor();
    await got.getByText('"Anonymous" <sip:anonymous@anonymous.invalid>').waitFor();
    await inspect(page, "trunk-tried-forwarded");
    assert.equal(await stored("carrier-a"), 404, "nothing is saved by trying");
    await save(page);
    await closed(page);
    await rows(page).getByText("80152450911").waitFor();
    await rows(page).getByText("Как набирают в стране: Беларусь").waitFor();
    assert.deepEqual(await stored("carrier-a"), {
      ...CARRIER,
      shown: { form: "national", country: "BY" },
      called: { form: "digits", strip: 3, prepend: "9" },
      identity: "both",
      diversion: "diversion",
      accepts: "all",
      foreign: false,
      displayName: "label",
    });

    await page.getByRole("button", { name: "Добавить транк" }).click();
    await field("Название").fill("Другой");
    await field("Идентификатор").fill("carrier-a");
    await field("Адрес оператора связи").fill("192.0.2.10:5060");
    await save(page);
    await form.getByText("Такой идентификатор уже есть.").waitFor();
    await form.getByRole("button", { name: "Отмена" }).click();
    await page.getByText("Изменения транка не сохранены и пропадут.").waitFor();
    await page.getByRole("button", { name: "Уйти" }).click();
    await closed(page);
  });

  test("два оператора меняют один транк: видно, кто сохранил и что изменили оба", async () => {
    await putTrunk(operator, "carrier-a", STRICT);
    const page = await open("/trunks");
    const edit = () => page.getByRole("button", { name: `Изменить: ${CARRIER.name}` }).click();
    await edit();
    const form = dialog(page, "Транк");
    const domain = form.getByRole("textbox", { name: "Адрес оператора связи" });
    await domain.fill("sip.mine.example");
    await putTrunk(operator, "carrier-a", { ...STRICT, domain: "sip.theirs.example", foreign: true });
    await save(page);
    const note = form.getByRole("alert");
    await note.getByText("sip.theirs.example").waitFor();
    await inspect(page, "trunk-conflict");
    assert.equal(await domain.inputValue(), "sip.mine.example");
    assert.ok(await form.getByRole("checkbox", { name: /Можно показать номер/ }).isChecked(), "theirs is kept");
    await save(page);
    await closed(page);
    const { domain: saved, foreign } = (await stored("carrier-a")) as typeof STRICT & { foreign: boolean };
    assert.deepEqual([saved, foreign], ["sip.mine.example", true]);

    await edit();
    await domain.fill("sip.later.example");
    await operator("DELETE trunks/carrier-a");
    await save(page);
    await form.getByText("Этого больше нет: кто-то удалил").waitFor();
    await inspect(page, "trunk-gone");
  });

  test("транк, который уже удалил другой оператор: об этом сказано, и из списка он уходит", async () => {
    await putTrunk(operator, "carrier-a", STRICT);
    const page = await open("/trunks");
    await page.getByRole("button", { name: `Удалить: ${CARRIER.name}` }).click();
    await operator("DELETE trunks/carrier-a");
    await page.getByRole("dialog").getByRole("button", { name: "Удалить" }).click();
    await page.getByRole("dialog").getByText("Этого больше нет: кто-то удалил").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Отмена" }).click();
    await page.getByText("Транков пока нет").waitFor();
  });

  test("длинные названия и много транков: поиск находит, а удаление говорит, что будет с номерами", async () => {
    const long = "Очень длинное название оператора связи ".repeat(5).trim();
    await putTrunk(operator, "long", { name: long, domain: `${"very-long-host-name.".repeat(10)}example` });
    for (let at = 1; at <= 9; at++) await putTrunk(operator, `t-${at}`, { ...STRICT, name: `Транк ${at}` });
    await putCompany(operator, "acme", { company, directory, settings });
    await operator(`PATCH companies/acme/numbers/${SECOND}`, { trunks: ["t-7"] });
    const page = await open("/trunks");
    await rows(page).first().waitFor();
    await rows(page).getByText("80152450911").first().waitFor();
    await inspect(page, "trunks");
    const search = page.getByRole("searchbox", { name: "Поиск: название, идентификатор, адрес" });
    await search.fill("t-7");
    await page.getByRole("button", { name: "Удалить: Транк 7" }).click();
    const asks = dialog(page, "Удалить транк «Транк 7»?");
    await asks.getByText("Отметка об этом транке снимется").waitFor();
    await inspect(page, "trunk-remove");
    await asks.getByRole("button", { name: "Удалить" }).click();
    await closed(page);
    await page.getByText("Ничего не найдено").waitFor();
    assert.equal(await stored("t-7"), 404);
    const { numbers } = (await operator("GET companies/acme/directory")).body as unknown as typeof directory;
    assert.equal(numbers.find(({ number }) => number === SECOND)?.trunks, undefined);
  });

  test("an operator reads it in English", async () => {
    await putTrunk(operator, "carrier-a", STRICT);
    const page = await open("/trunks", { language: "en" });
    await page.getByText("As dialled in a country: Belarus").first().waitFor();
    await page.getByRole("button", { name: `Edit: ${CARRIER.name}` }).click();
    const form = dialog(page, "Trunk");
    await form.getByText(written("+375 152 45 09 11 → 80152450911")).first().waitFor();
    await form.getByText("What the carrier receives").waitFor();
    await inspect(page, "trunk-english");
  });

  test("администратор не видит раздела, и по адресу тоже", async () => {
    await putCompany(operator, "acme", { company, directory, settings });
    await putCompany(operator, "beta", { company });
    const key2 = await key({ name: "Анна", role: "admin", companies: ["acme", "beta"] });
    const page = await open("/companies", { key: key2 });
    await page.getByRole("list", { name: "Компании" }).waitFor();
    assert.equal(await page.getByRole("link", { name: "Транки" }).count(), 0);
    await page.goto("/trunks");
    await page.getByRole("list", { name: "Компании" }).waitFor();
    assert.match(page.url(), /\/companies$/);
  });
});
