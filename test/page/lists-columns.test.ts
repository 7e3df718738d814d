/** The headings that lists have, known or chosen, and what stands around the table. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readNumber } from "../../web/ui/read-phone.ts";
import { columnKey, fieldsOf } from "../../web/spreadsheet/kinds.ts";
import { HEADING_WORDS } from "../../web/spreadsheet/heading-words.ts";
import { KNOWN_HEADINGS, MISLEADING } from "../../web/spreadsheet/known-headings.ts";
import { columnMatcher } from "../../web/spreadsheet/match-columns.ts";
import { maybeSims } from "../../web/spreadsheet/maybe-sims.ts";
import { readFile } from "../../web/spreadsheet/read-file.ts";
import { titleKey } from "../../web/spreadsheet/title-key.ts";
import { templateCells } from "../../web/spreadsheet/example.ts";
import { LANGUAGES } from "../../web/words/language.ts";
import { loadWords } from "../../web/words/load.ts";
import { sayIn } from "../../web/words/say.ts";
import { company, importInto, options, shownErrors } from "./lists-sample.ts";

const EMPTY = { numbers: [], employees: [], departments: [] };

const HOMES = { readNumber: (text: string) => readNumber(text, { country: "GB" }), addDepartments: true };

const people = async (text: string) => {
  const { directory, errors, unknown } = await importInto(EMPTY, "employees", text, HOMES);
  return {
    rows: directory.employees.map(({ name, extension }) => `${name} ${extension}`),
    departments: directory.departments.map(({ name }) => name),
    errors: shownErrors(errors),
    unknown,
  };
};

test("a column of mobiles may hold the corporate SIM cards: it is asked about, not taken", async () => {
  const asked = async (titles: readonly string[], choices = new Map<string, string | null>()) => {
    const fields = (await columnMatcher("employees"))(titles, choices);
    const columns = titles.map((title, place) => ({ title, place, example: "", field: fields[place] ?? null }));
    const column = maybeSims(columns);
    return column && [column.title, column.field];
  };
  assert.deepEqual(await asked(["ФИО", "Мобильный"]), ["Мобильный", null]);
  assert.deepEqual(await asked(["Name", "Mobile phone (work)"]), ["Mobile phone (work)", null]);
  const yes = new Map([[titleKey("Мобильный"), "corporate_sim"]]);
  assert.deepEqual(await asked(["ФИО", "Мобильный"], yes), ["Мобильный", "corporate_sim"]);
  assert.equal(await asked(["ФИО", "Мобильный", "SIM-карта"]), undefined, "another column has them");
  assert.equal(await asked(["ФИО", "Телефон"]), undefined);
});

test("exports of other systems", async () => {
  const cases: Readonly<Record<string, readonly [text: string, row: string, department?: string]>> = {
    "3CX": [
      "Number,FirstName,LastName,EmailAddress,MobileNumber,OutboundCallerID,DepartmentName\n100,Jane,Roe,jane@example.com,+447700900123,+442079460101,Sales",
      "Jane Roe 100",
      "Sales",
    ],
    FreePBX: [
      'extension,password,name,voicemail,outboundcid,id,tech,dial,devicetype\n201,,Jane Roe,novm,"""Sales"" <+442079460101>",201,pjsip,PJSIP/201,fixed',
      "Jane Roe 201",
    ],
    Yeastar: [
      "First Name,Last Name,Mobile Number,Organization,Extension Number\nJane,Roe,,Sales,1001",
      "Jane Roe 1001",
      "Sales",
    ],
    Webex: [
      "First Name,Last Name,Display Name,User ID/Email (Required),Extension,Department,Phone Number,Caller ID Number\nJane,Roe,Jane Roe,jane@example.com,1234,Finance,,",
      "Jane Roe 1234",
      "Finance",
    ],
    RingCentral: [
      "User Type,First Name,Last Name,Email,Ext,Phone #,Site,Dept\nUser,Jane,Roe,jane@example.com,101,,Main,Sales",
      "Jane Roe 101",
      "Sales",
    ],
    "Google Workspace": [
      "First Name [Required],Last Name [Required],Email Address [Required],Mobile Phone,Department\nJane,Roe,jane@example.com,,Sales",
      "Jane Roe null",
      "Sales",
    ],
    "Active Directory": [
      '#TYPE Selected.Microsoft.ActiveDirectory.Management.ADUser\n"Name","GivenName","Surname","ipPhone","Department"\n"Roe, Jane","Jane","Roe","1042","Sales"',
      "Roe, Jane 1042",
      "Sales",
    ],
    "Microsoft 365": [
      "User Name,First Name,Last Name,Display Name,Department,Mobile Phone\njane@example.com,Jane,Roe,Jane Roe,Sales,",
      "Jane Roe null",
      "Sales",
    ],
    Teams: ["DisplayName,LineURI,OnlineVoiceRoutingPolicy\nJane Roe,tel:+442079460101;ext=1234,", "Jane Roe null"],
    Bitrix24: [
      "LAST_NAME;NAME;SECOND_NAME;UF_1C_PHONE_INNER;IBLOCK_SECTION_NAME_1\nПетров;Иван;Сергеевич;201;Продажи",
      "Петров Иван Сергеевич 201",
      "Продажи",
    ],
  };
  for (const [system, [text, row, department]] of Object.entries(cases)) {
    const { rows, departments, errors } = await people(text);
    assert.deepEqual([errors, rows, departments], [[], [row], department === undefined ? [] : [department]], system);
  }
});

test("people's own lists: one column for the name or three, in either language, singular and plural", async () => {
  const cases: Readonly<Record<string, string>> = {
    "ФИО;Внутренний номер;Отдел\nПетров Иван;201;Продажи": "Петров Иван 201",
    "Ф.И.О.;Вн. номер\nПетров Иван;201": "Петров Иван 201",
    "Сотрудник|Добавочный\nПетров Иван|201": "Петров Иван 201",
    "Фамилия;Имя;Отчество;Внутренний\nПетров;Иван;Сергеевич;201": "Петров Иван Сергеевич 201",
    "Имя\tФамилия\tВнутренние номера\nИван\tПетров\t201": "Петров Иван 201",
    "First name,Surname,Ext.\nJane,Roe,201": "Jane Roe 201",
    "Full Name;Extensions\nJane Roe;201": "Jane Roe 201",
    "ИМЯ;ВНУТРЕННИЙ_НОМЕР\nИван Петров;201": "Иван Петров 201",
  };
  for (const [text, row] of Object.entries(cases)) {
    const { rows, errors } = await people(text);
    assert.deepEqual([errors, rows], [[], [row]], text);
  }
});

test("a title above the head, sep=, and a head that is repeated", async () => {
  const cases: readonly string[] = [
    "sep=;\nФИО;Внутренний номер\nАнна;201\nОльга;202",
    '"sep=,"\nФИО,Внутренний номер\nАнна,201\nОльга,202',
    "Список сотрудников;;\nна 1 января 2026;;\n;;\nФИО;Внутренний номер;\nАнна;201;\nОльга;202;",
    "Сотрудники\n\nФИО;Внутренний номер\nАнна;201\nФИО;Внутренний номер\nОльга;202",
  ];
  for (const text of cases) {
    const { rows, errors } = await people(text);
    assert.deepEqual([errors, rows], [[], ["Анна 201", "Ольга 202"]], text);
  }
});

test("a heading that is not known is chosen by hand; the field then belongs to it alone", async () => {
  const bytes = new TextEncoder().encode("Кто;Добавочный;Имя\nАнна;201;Нюра");
  const file = await readFile("employees", bytes);
  const fieldsOf = (reading: ReturnType<typeof file.columns>) => reading.columns.map(({ field }) => field);
  assert.deepEqual(fieldsOf(file.columns()), [null, "extension", "name"]);
  const chosen = file.columns(new Map([[titleKey("Кто"), "name"]]));
  assert.deepEqual(fieldsOf(chosen), ["name", "extension", null]);
  assert.equal(chosen.imported(EMPTY, options).directory.employees[0]!.name, "Анна");
  assert.deepEqual(fieldsOf(file.columns(new Map([[titleKey("Добавочный"), null]]))), [null, null, "name"]);
});

test("an error never speaks of a column that the file does not have", async () => {
  const { errors } = await importInto(company, "employees", "Внутренний номер;Отдел\n201;Продажи\n299;Продажи");
  assert.deepEqual(shownErrors(errors), ["3 null: new_nameless 299"]);
  const none = await importInto(company, "numbers", "Подпись;Вкл\nОфис;да");
  assert.deepEqual(shownErrors(none.errors), ["1 null: no_key"]);
});

test("every heading is known to one field, which its list has, and every one of a system has its source", async () => {
  for (const kind of ["employees", "departments", "numbers"] as const) {
    const match = await columnMatcher(kind);
    const known = [
      ...Object.entries(HEADING_WORDS[kind]).flatMap(([field, titles]) => titles.map((title) => ({ title, field }))),
      ...KNOWN_HEADINGS[kind],
    ];
    for (const { title, field } of known) {
      assert.ok(fieldsOf(kind).includes(field), `${kind} ${field}`);
      assert.deepEqual(match([title]), [field], `${kind} ${title}`);
    }
    for (const language of LANGUAGES) {
      const say = sayIn(language, await loadWords(language));
      for (const field of fieldsOf(kind)) assert.deepEqual(match([say(columnKey(kind, field))]), [field], field);
    }
  }
  for (const { source } of [...KNOWN_HEADINGS.employees, ...KNOWN_HEADINGS.numbers, ...MISLEADING])
    assert.match(source, /^[\w -]+: https:\/\//);
});

test("a template is read back as an empty list, and as the rows that are added to it", async () => {
  for (const language of LANGUAGES) {
    const say = sayIn(language, await loadWords(language));
    for (const kind of ["employees", "departments", "numbers"] as const) {
      const text = templateCells(kind, say)
        .map((row) => row.map((cell) => `"${cell}"`).join(";"))
        .join("\n");
      assert.deepEqual(shownErrors((await importInto(company, kind, text)).errors), ["1 null: empty"], text);
    }
    const [head, example] = templateCells("employees", say);
    const filled = [head!, example!, ["Анна", "201"]].map((row) => row.join(";")).join("\n");
    assert.deepEqual(
      (await importInto(EMPTY, "employees", filled)).directory.employees.map(({ name }) => name),
      ["Анна"],
    );
  }
});
