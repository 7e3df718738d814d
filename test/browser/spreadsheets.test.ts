/// <reference lib="dom" />
/** Lists out of spreadsheets and into them: what a file would change, what is wrong with it, and what is written. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { beforeEach, describe, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { BERLIN, company, directory, MAIN, OFF, putCompany, SECOND, settings } from "../../lab/companies/acme.ts";
import type { Directory } from "../../src/policy/directory.ts";
import type { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import { inspect } from "../../lab/browser/window.ts";
import { NO_ANSWER, site } from "./site.ts";

const { operator, key, open } = site();

beforeEach(() => putCompany(operator, "acme", { company, directory, settings }));

const stored = async () => (await operator("GET companies/acme/directory")).body as unknown as Directory;

/** What Russian spreadsheets save. */
const windows1251 = (text: string) =>
  Buffer.from(
    Array.from(text, (character) => {
      const code = character.codePointAt(0)!;
      if (code < 128) return code;
      const [special] = [{ ё: 0xb8, Ё: 0xa8 }[character]];
      return special ?? code - 0x410 + 0xc0;
    }),
  );

async function openImport(page: Page, title: string): Promise<Locator> {
  await page.getByRole("button", { name: "Импорт и экспорт" }).click();
  await page.getByRole("menuitem", { name: "Загрузить из файла" }).click();
  const dialog = page.getByRole("dialog", { name: title });
  await dialog.getByRole("button", { name: "Выбрать файл" }).waitFor();
  return dialog;
}

async function give(dialog: Locator, content: string | Buffer): Promise<void> {
  const chooser = dialog.page().waitForEvent("filechooser");
  await dialog.getByRole("button", { name: "Выбрать файл" }).click();
  await (await chooser).setFiles({ name: "list.csv", mimeType: "text/csv", buffer: Buffer.from(content) });
}

const faults = (dialog: Locator) => dialog.getByRole("status").getByRole("listitem").allInnerTexts();

const apply = (dialog: Locator) => dialog.getByRole("button", { name: "Применить" });

async function exported(page: Page, how: "CSV" | "XLSX"): Promise<string> {
  await page.getByRole("button", { name: "Импорт и экспорт" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: `Выгрузить в ${how}` }).click();
  const file = await download;
  assert.match(file.suggestedFilename(), /^acme-(employees|departments|numbers)\.(csv|xlsx)$/);
  return file.path();
}

describe("загрузка из CSV", () => {
  test("сотрудники в Windows-1251: ошибки по строкам и столбцам, затем исправленный файл с тем, что изменится", async () => {
    const page = await open("/companies/acme/employees");
    const dialog = await openImport(page, "Загрузка сотрудников");
    await inspect(page, "import-employees");
    const head = "Имя;Внутренний номер;Отделы;Корпоративная SIM-карта;Гость;Стол";
    const wrong = [
      "Анна Ёлкина;203;Sales;3,75E+11;;5",
      "Пётр;204;Склад;;;",
      ";205;;;;",
      "Олег;206;;;может быть;",
      "Ольга;202;;;;",
      "Ольга;202;;;;",
      "Яна;207;склад;;;;лишнее",
      "Ян;208;Склад;;;",
    ];
    await give(dialog, windows1251([head, ...wrong].join("\r\n")));
    await dialog.getByText("7 ошибок: пока они не исправлены, ничего не загружается").waitFor();
    assert.deepEqual(await faults(dialog), [
      "Строка 2, столбец «Корпоративная SIM-карта»: «3,75E+11»: таблица округлила номер, его цифры потеряны. Сделайте столбец текстовым и введите номер заново.",
      "Строки 3, 9, столбец «Отделы»: «Склад»: такого отдела ещё нет. Отметьте выше «Добавить отделы, которых ещё нет»",
      "Строка 4, столбец «Имя»: ячейка пуста",
      "Строка 5, столбец «Гость»: «может быть»: напишите «да» или «нет»",
      "Строка 7: то же, что в строке 6",
      "Строка 8, столбец «Отделы»: «склад»: такого отдела ещё нет. Отметьте выше «Добавить отделы, которых ещё нет»",
      "Строка 8: «лишнее» — в столбце без названия",
    ]);
    await dialog.getByText("Эти столбцы будут пропущены: Стол").waitFor();
    assert.ok(await apply(dialog).isDisabled());
    await inspect(page, "import-employees-errors");

    // What only the service knows is told at its cell too.
    const refused = ["Анна Ёлкина;112;Sales;;;", "Пётр;201;;+375291234567;;"];
    await give(dialog, windows1251([head.replace(";Стол", ""), ...refused].join("\r\n")));
    await dialog.getByText("112, 911 и 999 не могут быть внутренними номерами").waitFor();
    assert.deepEqual(await faults(dialog), [
      "Строка 2, столбец «Внутренний номер»: 112, 911 и 999 не могут быть внутренними номерами",
    ]);
    await inspect(page, "import-employees-refused");

    const right = ["Анна Ёлкина;203;Sales;+375 29 111-22-33;;", "Иван Сидоров;201;Sales;+375291234567;;"];
    await give(dialog, windows1251([head.replace(";Стол", ""), ...right].join("\r\n")));
    await dialog.getByText("Добавится: 1, изменится: 1, удалится: 0").waitFor();
    await dialog.getByRole("rowheader", { name: "Иван Петров → Иван Сидоров" }).waitFor();
    await dialog.getByRole("cell", { name: "Sales; Support → Sales" }).waitFor();
    await inspect(page, "import-employees-preview");
    await dialog.getByRole("checkbox", { name: "Удалить то, чего нет в файле" }).check();
    await dialog.getByText("Добавится: 1, изменится: 1, удалится: 2").waitFor();
    await dialog.getByRole("row", { name: /удалится Ольга/ }).waitFor();
    await inspect(page, "import-employees-removing");
    // More than a tenth of the people go: their count has to be typed.
    const remove = dialog.getByRole("button", { name: "Применить и удалить: 2" });
    assert.ok(await remove.isDisabled());
    await dialog.getByLabel("Будет удалено: 2 из 3.").fill("3");
    assert.ok(await remove.isDisabled());
    await dialog.getByLabel("Будет удалено: 2 из 3.").fill("2");
    assert.ok(await remove.isEnabled());
    await dialog.getByRole("checkbox", { name: "Удалить то, чего нет в файле" }).uncheck();
    assert.deepEqual((await stored()).employees, directory.employees, "nothing is done before it is applied");
    await apply(dialog).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("status").getByText("Загружено. Добавлено: 1, изменено: 1, удалено: 0").waitFor();
    await inspect(page, "import-done");
    await page.getByRole("link", { name: "Анна Ёлкина" }).waitFor();
    const { employees, departments } = await stored();
    assert.deepEqual(
      employees.map(({ name, extension }) => [name, extension]),
      [
        ["Иван Сидоров", "201"],
        ["Ольга", "202"],
        ["Gast", null],
        ["Анна Ёлкина", "203"],
      ],
    );
    assert.deepEqual(employees.at(-1)!.lines, [{ id: "+375291112233", device: "corporate_sim" }]);
    assert.deepEqual(
      departments.map(({ members }) => members.length),
      [3, 1],
    );
  });

  test("отделы, которых нет, добавляются вместе с сотрудниками, если попросить", async () => {
    const page = await open("/companies/acme/employees");
    const dialog = await openImport(page, "Загрузка сотрудников");
    const rows = Array.from(
      { length: 35 },
      (_, at) => `Сотрудник ${at};${1000 + at};${at % 7 === 0 ? "Приём" : "Склад"}`,
    );
    await give(dialog, ["Имя;Внутренний номер;Отделы", ...rows].join("\n"));
    await dialog.getByText("2 ошибки").waitFor();
    assert.deepEqual(await faults(dialog), [
      "Строки 2, 9, 16, 23, 30, столбец «Отделы»: «Приём»: такого отдела ещё нет. Отметьте выше «Добавить отделы, которых ещё нет»",
      "Строки 3, 4, 5, 6, 7 и ещё 25, столбец «Отделы»: «Склад»: такого отдела ещё нет. Отметьте выше «Добавить отделы, которых ещё нет»",
    ]);
    await inspect(page, "import-departments-missing");
    await dialog.getByRole("checkbox", { name: "Добавить отделы, которых ещё нет: Приём, Склад" }).check();
    await dialog.getByText("Добавится: 35, изменится: 0, удалится: 0, отделов добавится: 2").waitFor();
    await dialog.getByRole("row", { name: /добавится отдел Склад/ }).waitFor();
    await inspect(page, "import-departments-added");
    await apply(dialog).click();
    await dialog.waitFor({ state: "detached" });
    await page
      .getByRole("status")
      .getByText("Загружено. Добавлено: 35, изменено: 0, удалено: 0, отделов добавлено: 2")
      .waitFor();
    const { departments } = await stored();
    assert.deepEqual(
      departments.slice(2).map(({ name, members }) => [name, members.length]),
      [
        ["Приём", 5],
        ["Склад", 30],
      ],
    );
  });

  test("XLSX: выгруженное и загруженное снова ничего не меняет, хоть файл и назван CSV", async () => {
    const page = await open("/companies/acme/employees");
    const xlsx = readFileSync(await exported(page, "XLSX"));
    const dialog = await openImport(page, "Загрузка сотрудников");
    await give(dialog, xlsx);
    await dialog.getByText("Файл ничего не меняет.").waitFor();
    await give(dialog, Buffer.from([0xd0, 0xcf, 0x11, 0xe0]));
    await dialog.getByText("Сохраните её как XLSX или CSV, без пароля.").waitFor();
    assert.ok(await apply(dialog).isDisabled());
    await inspect(page, "import-xls");
  });

  test("незнакомый столбец выбирают сами, и выбор запоминается; кодировку можно сменить", async () => {
    const page = await open("/companies/acme/employees");
    const dialog = await openImport(page, "Загрузка сотрудников");
    const list = windows1251("Кто это;Вн. номер;Отдел\r\nАнна;203;Sales\r\n");
    await give(dialog, list);
    await dialog.getByText("такой записи ещё нет, а имени для неё в файле нет").waitFor();
    await dialog.getByText("Столбцы файла: загрузятся 2 из 3").click();
    await inspect(page, "import-columns");
    await dialog.getByLabel("Кто это").selectOption("Имя");
    await dialog.getByRole("row", { name: /добавится Анна 203 Sales/ }).waitFor();
    await dialog.getByLabel("Кодировка").selectOption("CP866 (кириллица, DOS)");
    await dialog.getByText("ни один столбец не распознан").waitFor();
    await dialog.getByLabel("Кодировка").selectOption("Windows-1251 (кириллица)");
    await dialog.getByRole("row", { name: /добавится Анна/ }).waitFor();
    await page.reload();
    const again = await openImport(page, "Загрузка сотрудников");
    await give(again, list);
    await again.getByRole("row", { name: /добавится Анна/ }).waitFor();
  });

  test("исходящий номер из столбца назначается тем же шагом; что не сохранилось, сказано и повторяется", async () => {
    const page = await open("/companies/acme/employees");
    const dialog = await openImport(page, "Загрузка сотрудников");
    const rows = [`Анна;203;${BERLIN}`, "Иван Петров;201;8 017 123-45-67", "Ольга;202;+44 20 7946 0000"];
    await give(dialog, ["ФИО;Внутренний номер;Исходящий номер", ...rows].join("\n"));
    await dialog.getByText("«+44 20 7946 0000» — не номер компании, он не будет назначен").waitFor();
    await dialog.getByRole("cell", { name: "+375 17 123 45 68 → +375 17 123 45 67" }).waitFor();
    await inspect(page, "import-outgoing");
    await page.route("**/acme/outgoing-numbers", (route) =>
      route.request().method() === "PUT" ? route.abort("connectionrefused") : route.fallback(),
    );
    await apply(dialog).click();
    await dialog.getByText("Загружено. Добавлено: 1, изменено: 1, удалено: 0. Исходящие номера не сохранены").waitFor();
    await inspect(page, "import-half-done");
    await page.unroute("**/acme/outgoing-numbers");
    await dialog.getByRole("button", { name: "Сохранить исходящие номера" }).click();
    await dialog.waitFor({ state: "detached" });
    const { personal } = (await operator("GET companies/acme/outgoing-numbers")).body as unknown as OutgoingNumbers;
    assert.deepEqual(personal, [
      { number: MAIN, employee: "ivan", device: "any" },
      { number: BERLIN, employee: "203", device: "any" },
    ]);
  });

  test("диапазоны и номера неизвестного плана добавляются после вопроса", async () => {
    const page = await open("/companies/acme/numbers");
    const dialog = await openImport(page, "Загрузка номеров");
    const rows = ["222-10-00 – 222-10-49;Офис", "+375 29 000-00-00;Новый план", "+49 30 123400-49;Берлин"];
    await give(dialog, ["Номер;Подпись", ...rows].join("\n"));
    await dialog.getByText("Диапазонов: 1, номеров в них: 50").waitFor();
    assert.ok(await apply(dialog).isDisabled());
    await inspect(page, "import-questions");
    await dialog.getByLabel("Добавить все номера диапазонов").check();
    await dialog.getByLabel("Всё равно добавить").check();
    assert.ok(await apply(dialog).isDisabled());
    await dialog.getByLabel("что значит +49 30 123400-49?").selectOption("+49 30 12340049");
    await apply(dialog).click();
    await dialog.waitFor({ state: "detached" });
    const added = (await stored()).numbers.slice(directory.numbers.length);
    assert.deepEqual(
      [added.length, added[0], added.at(-1)!.number],
      [52, { number: "+375172221000", label: "Офис", on: true, confirmed: true }, "+493012340049"],
    );
  });

  test("образец скачивается и без своих строк ничего не добавляет", async () => {
    const page = await open("/companies/acme/employees");
    const dialog = await openImport(page, "Загрузка сотрудников");
    const download = page.waitForEvent("download");
    await dialog.getByRole("button", { name: "Скачать образец" }).click();
    const text = readFileSync(await (await download).path(), "utf8");
    assert.match(text, /^\ufeff"Имя";"Внутренний номер";/);
    await give(dialog, text);
    await dialog.getByText("под названиями столбцов нет строк").waitFor();
  });

  test("файл без столбцов, пустой файл и файл, который ничего не меняет", async () => {
    const page = await open("/companies/acme/employees");
    const dialog = await openImport(page, "Загрузка сотрудников");
    await give(dialog, "a,b\n1,2\n");
    await dialog.getByText("ни один столбец не распознан").waitFor();
    await give(dialog, "name,extension\n");
    await dialog.getByText("под названиями столбцов нет строк").waitFor();
    await give(dialog, "name,extension\nОльга,202\n");
    await dialog.getByText("Файл ничего не меняет.").waitFor();
    assert.ok(await apply(dialog).isDisabled());
    await inspect(page, "import-nothing");
  });

  test("длинный список изменений и ошибок прокручивается и клавиатурой", async () => {
    const page = await open("/companies/acme/employees");
    const dialog = await openImport(page, "Загрузка сотрудников");
    const rows = Array.from({ length: 120 }, (_, at) => `Сотрудник ${at},${1000 + at}`);
    await give(dialog, ["name,extension", ...rows].join("\n"));
    await dialog.getByText("Добавится: 120, изменится: 0, удалится: 0").waitFor();
    await dialog.getByRole("button", { name: "Показать ещё 20" }).waitFor();
    await inspect(page, "import-many-changes");
    await give(dialog, ["name,extension", ...rows.map((row, at) => row.replace(/\d+$/, `3E+${at}`))].join("\n"));
    await dialog.getByText("120 ошибок").waitFor();
    await inspect(page, "import-many-errors");
  });

  test("отделы: участники по внутреннему номеру и имени", async () => {
    const page = await open("/companies/acme/departments");
    const dialog = await openImport(page, "Загрузка отделов");
    await give(dialog, 'Название,Участники\nSales,"202; никто"\n');
    await dialog.getByText("1 ошибка: пока она не исправлена, ничего не загружается").waitFor();
    await dialog.getByText("Строка 2, столбец «Участники»: «никто»: такого сотрудника нет").waitFor();
    await inspect(page, "import-departments-errors");
    await give(dialog, 'Имя,Участники\nSales,"202; Иван Петров"\nСклад,gast\n');
    await dialog.getByText("Добавится: 1, изменится: 1, удалится: 0").waitFor();
    await inspect(page, "import-departments-preview");
    await apply(dialog).click();
    await dialog.waitFor({ state: "detached" });
    const { departments } = await stored();
    assert.deepEqual(
      departments.map(({ name, members }) => [name, members]),
      [
        ["Sales", ["olga", "ivan"]],
        ["Support", ["ivan", "olga"]],
        ["Склад", ["gast"]],
      ],
    );
  });

  test("номера: новые даёт только оператор, подписи и включение — любой администратор", async () => {
    const admin = await key({ name: "Анна", role: "admin", companies: ["acme"] });
    const page = await open("/companies/acme/numbers", { key: admin });
    const dialog = await openImport(page, "Загрузка номеров");
    assert.equal(await dialog.getByRole("checkbox", { name: "Удалить то, чего нет в файле" }).count(), 0);
    const rows = ["Номер;Подпись;Включён", "8 017 123 45 69;Реклама;да", "+49 30 99999999;Новый;да"];
    await give(dialog, [...rows, "3,75E+11;;", "abc;;"].join("\n"));
    await dialog.getByText("3 ошибки").waitFor();
    assert.deepEqual(
      (await faults(dialog)).map((text) => text.replace(/его цифры.*/, "…")),
      [
        "Строка 3, столбец «Номер»: «+49 30 99999999»: у компании нет такого номера",
        "Строка 4, столбец «Номер»: «3,75E+11»: таблица округлила номер, …",
        "Строка 5, столбец «Номер»: «abc» — не телефонный номер. Впишите его с кодом страны, например +375 17 123-45-67, или укажите код города в разделе «Компания»",
      ],
    );
    await inspect(page, "import-numbers-errors");
    await give(dialog, rows.slice(0, 2).join("\n"));
    await dialog.getByRole("cell", { name: "— → Реклама" }).waitFor();
    await inspect(page, "import-numbers-preview");
    await apply(dialog).click();
    await dialog.waitFor({ state: "detached" });
    const { numbers } = await stored();
    assert.deepEqual(numbers.at(-1), { number: OFF, label: "Реклама", on: true, confirmed: true });

    const operators = await open("/companies/acme/numbers");
    const again = await openImport(operators, "Загрузка номеров");
    await again.getByRole("checkbox", { name: "Удалить то, чего нет в файле" }).check();
    await give(again, [rows[0], `${MAIN};Minsk office;`, rows[2]].join("\n"));
    await again.getByText("Добавится: 1, изменится: 0, удалится: 3").waitFor();
    await again.getByLabel("Будет удалено: 3 из 4.").fill("3");
    await again.getByRole("button", { name: "Применить и удалить: 3" }).click();
    await again.waitFor({ state: "detached" });
    const after = (await stored()).numbers.map(({ number }) => number);
    assert.deepEqual(after, [MAIN, "+493099999999"]);
  });

  test("проверка файла, до которой не дошло, повторяется: виноват не файл", async () => {
    const page = await open("/companies/acme/employees");
    const dialog = await openImport(page, "Загрузка сотрудников");
    await page.route("**/directory/check", (route) => route.abort("connectionrefused"));
    await give(dialog, "name,extension\nАнна,203\n");
    await dialog.getByText(NO_ANSWER).waitFor();
    assert.equal(await dialog.getByText("ошибка").count(), 0);
    await inspect(page, "import-check-failed");
    await page.unroute("**/directory/check");
    await dialog.getByRole("row", { name: /добавится Анна/ }).waitFor();

    await page.route("**/acme/directory", (route) => route.abort("connectionrefused"));
    await apply(dialog).click();
    await dialog.getByText(NO_ANSWER).waitFor();
    await page.unroute("**/acme/directory");
    await apply(dialog).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("link", { name: "Анна" }).waitFor();
  });
});

describe("выгрузка", () => {
  const sections = [
    { section: "employees", title: "Загрузка сотрудников", some: ["Иван Петров", "201", "ivan-soft"] },
    { section: "departments", title: "Загрузка отделов", some: ["Sales", "201; gast"] },
    { section: "numbers", title: "Загрузка номеров", some: ["Minsk office", "+49 30 12345678"] },
  ];

  for (const { section, title, some } of sections)
    test(`${section}: выгруженное в CSV и загруженное снова ничего не меняет`, async () => {
      const page = await open(`/companies/acme/${section}`);
      await page.getByRole("button", { name: "Импорт и экспорт" }).click();
      await page.getByRole("menuitem", { name: "Загрузить из файла" }).waitFor();
      await inspect(page, `${section}-menu`);
      await page.keyboard.press("Escape");
      const path = await exported(page, "CSV");
      const text = readFileSync(path, "utf8");
      for (const cell of some) assert.ok(text.includes(cell), cell);
      assert.match(text, /^\ufeff[^,]+;/, "as Russian spreadsheets read it");
      const dialog = await openImport(page, title);
      await give(dialog, readFileSync(path));
      await dialog.getByText("Файл ничего не меняет.").waitFor();
    });

  test("XLSX: те же ячейки, номера в них — текст, который таблица не округлит", async () => {
    const page = await open("/companies/acme/numbers");
    const file = await exported(page, "XLSX");
    const part = (name: string) => execFileSync("unzip", ["-p", file, name], { encoding: "utf8" });
    const texts = part("xl/sharedStrings.xml") + part("xl/worksheets/sheet1.xml");
    for (const cell of ["Номер", "Подпись", "Включён", MAIN, SECOND, BERLIN, OFF, "Minsk office", "нет"])
      assert.ok(texts.includes(`>${cell}<`), cell);
    assert.match(part("xl/workbook.xml"), /name="Номера"/);
  });
});
