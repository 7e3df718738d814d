/** `npm run guide:pictures`: takes the screenshots of the administrator's guide from the running page. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { openClient } from "../src/cli/client.ts";
import { readConfig } from "../src/config.ts";
import { newKey } from "../src/access/key-ring.ts";
import { startService } from "../src/main.ts";
import type { Directory } from "../src/policy/directory.ts";
import { openBrowser } from "../lab/browser/chromium.ts";
import { signIn } from "../lab/browser/window.ts";
import { demoCompany } from "../lab/companies/demo-company.ts";
import { loadCompany } from "../lab/companies/load-company.ts";
import type { SampleCompany } from "../lab/companies/sample-company.ts";
import { BROWSER_PACKAGES, ensurePackages } from "../lab/debian-packages.ts";
import { loadSectionWords, loadWords } from "../web/words/load.ts";

await loadSectionWords();
const WORDS = { ru: await loadWords("ru"), en: await loadWords("en") };
type Language = keyof typeof WORDS;

/** The English names of the demo company for the English guide. */
const ENGLISH: Readonly<Record<string, string>> = {
  "Минские двери": "Minsk Doors",
  "Минск, общий": "Minsk, general",
  "Минск, отдел продаж": "Minsk, sales",
  "Минск, поддержка": "Minsk, support",
  "Минск, пост охраны": "Minsk, security desk",
  "Иван Петров, SIM-карта": "Ivan Petrov, SIM",
  "Иван Петров": "Ivan Petrov",
  Берлин: "Berlin",
  Москва: "Moscow",
  Варшава: "Warsaw",
  "Алматы (выключен)": "Almaty (off)",
  "Ольга Ковалёва": "Olga Kovalyova",
  "Пётр Новик": "Pyotr Novik",
  "Анна Шевчук": "Anna Shevchuk",
  "Сергей Лис": "Sergei Lis",
  "Мария Жук": "Maria Zhuk",
  "Дмитрий Орлов": "Dmitry Orlov",
  "Елена Мороз": "Elena Moroz",
  "Отдел продаж": "Sales",
  Поддержка: "Support",
  Администрация: "Administration",
};
const inLanguage = <T>(value: T, language: Language): T =>
  language === "ru"
    ? value
    : (JSON.parse(JSON.stringify(value), (_, text: unknown) =>
        typeof text === "string" ? (ENGLISH[text] ?? text) : text,
      ) as T);

await ensurePackages(BROWSER_PACKAGES);
const key = newKey();
const dataDir = mkdtempSync(join(tmpdir(), "callas-guide-"));
const service = await startService(
  readConfig({ CALLAS_PORT: "0", CALLAS_DATA_DIR: dataDir, CALLAS_OPERATOR_KEY: key, CALLAS_LOG_LEVEL: "fatal" }),
);
const browser = await openBrowser();
try {
  for (const language of ["ru", "en"] as const) {
    const company: SampleCompany = inLanguage(demoCompany, language);
    const client = openClient(service.address, key);
    await loadCompany(client, language, company);
    await takePictures(browser, language, company.directory);
    // The company of the next language has the same numbers.
    await client.send("DELETE", `/api/v1/companies/${language}`);
  }
} finally {
  await browser.close();
  await service.stop();
  rmSync(dataDir, { recursive: true });
}

async function takePictures(browser: Browser, language: Language, directory: Directory): Promise<void> {
  const words = WORDS[language];
  const folder = join(import.meta.dirname, "../docs/guide/pictures", language);
  mkdirSync(folder, { recursive: true });
  const page = await browser.newPage({
    baseURL: service.address,
    locale: language,
    viewport: { width: 1280, height: 1000 },
    reducedMotion: "reduce",
  });
  const take = (what: Locator | Page, name: string) =>
    what.screenshot({ path: join(folder, `${name}.png`), animations: "disabled", caret: "hide" });
  const button = (name: string | RegExp, within: Page | Locator = page) =>
    within.getByRole("button", { name, exact: typeof name === "string" });
  const pick = async (field: string, text: string) => {
    await page.getByRole("combobox", { name: field, exact: true }).fill(text);
    await page.getByRole("listbox").getByRole("option").first().click();
  };
  const open = async (section: string) => {
    await page.goto(`/companies/${language}/${section}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.waitForLoadState("networkidle");
  };
  const dialog = page.getByRole("dialog");
  const [ivan, olga, petr] = directory.employees;
  const [sales] = directory.departments;

  await page.goto("/companies");
  await signIn(page, key, language);

  await open("outgoing-numbers");
  await take(page, "outgoing-numbers");

  const personal = page.getByRole("region", { name: words["outgoing.personal"] });
  const regional = page.getByRole("region", { name: words["outgoing.regional"] });
  await button(words["outgoing.addNumber"], personal).click();
  await pick(words["dialogs.number"], "101");
  await pick(words["dialogs.people"], olga!.name);
  await pick(words["dialogs.people"], sales!.name);
  await page.getByRole("combobox", { name: words["dialogs.people"] }).fill(ivan!.name);
  await page.getByRole("listbox").getByRole("option").first().waitFor();
  await take(dialog, "personal-number");
  await page.keyboard.press("Escape");
  await button(words["frame.add"], dialog).click();

  await button(words["paste.button"], personal).click();
  const rows = [`${petr!.name}\t+375 17 200 01 03`, `205\t80172000102`, `Nemo\t+375 17 200 01 02`];
  await page.getByRole("textbox", { name: words["lists.paste"] }).fill(rows.join("\n"));
  await dialog.getByText("Nemo · ").waitFor();
  await take(dialog, "pasted-list");
  await button(words["frame.cancel"], dialog).click();
  await button(words["common.leaveGo"]).click();

  await button(words["outgoing.addNumber"], regional).click();
  await pick(words["dialogs.number"], directory.numbers[6]!.label);
  await page.getByRole("radio", { name: words["dialogs.byPrefix"] }).check();
  await page.getByRole("textbox", { name: words["dialogs.prefix"] }).fill("00 49 30");
  await dialog.getByText("+49 30, ").waitFor();
  await take(dialog, "regional-number");
  await button(words["frame.add"], dialog).click();

  await button(words["outgoing.setPriority"]).click();
  await dialog.waitFor();
  await take(dialog, "priority");
  await button(words["frame.cancel"], dialog).click();

  await page.waitForLoadState("networkidle");
  await page.setViewportSize({ width: 1280, height: 640 });
  await button(/: 3$/).click();
  await dialog.waitFor();
  await take(dialog, "changes");
  await page.keyboard.press("Escape");
  await page.setViewportSize({ width: 1280, height: 1000 });

  const testCall = page.getByRole("region", { name: words["testCall.title"] });
  await testCall.getByRole("textbox", { name: words["testCall.dialled"] }).fill("810 49 30 1234567");
  await testCall.getByRole("listitem").first().waitFor();
  await take(testCall.locator(".."), "test-call");
  await page.evaluate(() => localStorage.clear());
  page.on("dialog", (leaving) => void leaving.accept());

  await open("numbers");
  await page.getByRole("switch").nth(1).click({ force: true });
  await dialog.waitFor();
  await take(dialog, "turn-off");

  await open(`employees/${ivan!.id}`);
  await take(page.getByRole("main"), "employee");

  await open("employees");
  await button(words["common.files"]).click();
  await page.getByRole("menuitem", { name: words["common.filesImport"] }).click();
  const head = [words["directory.name"], words["directory.extension"], words["frame.departments"]];
  const file = [head, [olga!.name, "212", sales!.name], ["Nina Sokol", "213", sales!.name]];
  await dialog.locator("input[type=file]").setInputFiles({
    name: "employees.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(file.map((row) => row.join(";")).join("\n")),
  });
  await dialog.getByText("Nina Sokol").first().waitFor();
  await take(dialog, "import");

  await open("departments");
  await take(page.getByRole("main"), "departments");

  await open("company");
  const dialling = page.getByRole("region", { name: words["company.dialling"] });
  await page.getByRole("textbox", { name: words["company.field.outsideLine"] }).fill("9");
  await page.getByRole("textbox", { name: words["dialling.dialled"] }).fill("9 810 7 916 123-45-67");
  await dialling.getByText("→ +7 916").waitFor();
  await dialling.getByText("9 112 →").waitFor();
  await take(dialling, "dialling");

  await page.goto("/trunks");
  await button(words["trunks.add"]).click();
  const field = (name: string) => page.getByRole("textbox", { name });
  await field(words["trunks.field.name"]).fill("Carrier A");
  await field(words["directory.id"]).fill("carrier-a");
  await field(words["trunks.field.domain"]).fill("sip.carrier-a.example");
  await page.getByRole("combobox", { name: words["trunks.field.shownForm"], exact: true }).click();
  await page.getByRole("option", { name: words["trunks.form.national"] }).click();
  await pick(words["trunks.field.shownCountry"], "375");
  await dialog.getByText("→ 8").first().waitFor();
  await page.waitForLoadState("networkidle");
  await take(page, "trunk");
  await page.close();
}
