/** Every kind of input on the tables of employees, departments and numbers. */
import type { Locator, Page } from "playwright-core";
import { loadCompany } from "../lab/companies/load-company.ts";
import { sampleCompany } from "../lab/companies/sample-company.ts";
import type { Client } from "../src/cli/client.ts";
import { inWords, longestEvent } from "./longest-event.ts";

export const NAMES = ["Ivanov", "Petrov", "Kovalyova", "Shevchuk", "Novik", "Orlov", "Moroz", "Zhuk"];

type Prepare = () => Promise<() => Promise<void>>;

/** In the order in which they are done: each begins where the one before has ended. */
type Actions = Readonly<Record<string, Prepare>>;

/** Loads a company with this many people. @param page somebody has signed in to it */
export async function* benchTables(page: Page, client: Client, people: number): AsyncGenerator<string> {
  const id = `table-${people}`;
  await loadCompany(client, id, manyPeople(people));
  for (const [section, actions] of Object.entries(TABLES)) {
    await page.goto(`/companies/${id}/${section}`);
    await page.getByRole("row").nth(20).waitFor();
    await page.waitForLoadState("networkidle");
    for (const [what, prepare] of Object.entries(actions(page)))
      yield `${people} people, table of ${section}, ${what}: ${inWords(await longestEvent(page, prepare))}`;
  }
}

/** In departments of 50, one in ten of which has a number, as have one in ten people; a number for ten people. */
function manyPeople(count: number) {
  const numbers = Array.from({ length: count / 10 }, (_, at) => ({
    number: `+37517${3_000_000 + at + count}`,
    label: `Line ${at}`,
  }));
  const ids = Array.from({ length: count }, (_, at) => `e${at}`);
  return sampleCompany({
    company: { areaCode: "17" },
    numbers,
    employees: ids.map((id, at) => ({
      id,
      name: `${NAMES[at % NAMES.length]} ${(at * 7919) % count}`,
      extension: `${10_000 + at}`,
      lines: `desk_phone desk-${at}, corporate_sim +37529${1_000_000 + at}`,
    })),
    departments: Array.from({ length: count / 50 }, (_, at) => ({
      id: `d${at}`,
      name: `Department ${at}`,
      members: ids.slice(at * 50, at * 50 + 50),
    })),
    personal: [
      ...Array.from({ length: count / 500 }, (_, at) => ({ number: numbers[at]!.number, department: `d${at * 10}` })),
      ...numbers.map(({ number }, at) => ({ number, employee: ids[at * 10]! })),
    ],
  });
}

const employeeActions = (page: Page): Actions => ({
  ...finding(page, "kovalyova 12"),
  "sort by name": click(page, heading(page, "Name")),
  "sort by the number shown": click(page, heading(page, "From phones and CRM")),
  "sort by department": click(page, heading(page, "Departments")),
  "filter those without a number": click(page, button(page, "No number of their own")),
  "clear the filter": click(page, button(page, "No number of their own")),
  "open the filter by department": click(page, page.getByRole("combobox", { name: "Department" })),
  "search a department in it": type(page, page.getByRole("combobox", { name: "Department" }), "12"),
  "pick it": click(page, page.getByRole("listbox").getByRole("option").first()),
  "clear it": async () => {
    await page.getByRole("combobox", { name: "Department" }).click();
    await page.keyboard.press("Control+A");
    return () => page.keyboard.press("Delete");
  },
  ...ticking(page),
  ...bulkDialog(page, "Give a number…"),
  ...bulkDialog(page, "Department…"),
  ...bulkDialog(page, "Hides the number…"),
  ...bulkDialog(page, "Remove"),
  ...columns(page, "Departments"),
  ...rows(page),
});

const departmentActions = (page: Page): Actions => ({
  ...finding(page, "department 12"),
  "sort by name": click(page, heading(page, "Name")),
  "sort by members": click(page, heading(page, "Members")),
  "filter those without a number": click(page, button(page, "No number")),
  "clear the filter": click(page, button(page, "No number")),
  ...ticking(page),
  ...bulkDialog(page, "Give a number…"),
  ...bulkDialog(page, "Remove"),
  ...columns(page, "Members"),
  ...rows(page),
});

const numberActions = (page: Page): Actions => ({
  ...finding(page, "line 12"),
  "sort by label": click(page, heading(page, "Label")),
  "sort by number": click(page, heading(page, "Number")),
  "filter the unused": click(page, button(page, "Unused only")),
  "clear the filter": click(page, button(page, "Unused only")),
  ...ticking(page),
  ...bulkDialog(page, "Turn off"),
  ...bulkDialog(page, "Remove"),
  ...columns(page, "Country"),
  "open the dialog of a number": click(page, page.getByRole("button", { name: /^Edit / }).first()),
  "close it": click(page, cancel(page)),
});

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const cancel = (page: Page) => page.getByRole("dialog").getByRole("button", { name: "Cancel" });
const heading = (page: Page, name: string) => page.getByRole("columnheader", { name, exact: true }).getByRole("button");

function click(page: Page, what: Locator): Prepare {
  return async () => {
    await what.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await what.boundingBox())!;
    await page.mouse.move(x + width / 2, y + height / 2);
    return () => page.mouse.click(x + width / 2, y + height / 2);
  };
}

function type(page: Page, where: Locator, text: string): Prepare {
  return async () => {
    await where.click();
    return () => page.keyboard.type(text, { delay: 60 });
  };
}

function finding(page: Page, text: string): Actions {
  const search = page.getByRole("searchbox");
  return {
    "search a name": type(page, search, text),
    "clear the search": async () => {
      await search.click();
      await page.keyboard.press("Control+A");
      return () => page.keyboard.press("Delete");
    },
  };
}

function ticking(page: Page): Actions {
  const boxes = page.getByRole("checkbox", { name: /^Select: / });
  return {
    "tick one": click(page, boxes.first()),
    "tick those up to the tenth": async () => {
      const act = await click(page, boxes.nth(9))();
      return async () => {
        await page.keyboard.down("Shift");
        await act();
        await page.keyboard.up("Shift");
      };
    },
    untick: click(page, button(page, "Clear the selection")),
    "tick all": click(page, page.getByRole("checkbox", { name: /^Select all/ })),
  };
}

/** With all rows ticked. */
function bulkDialog(page: Page, name: string): Actions {
  const bar = page.getByRole("region", { name: "With the selected rows" });
  return {
    [`all ticked, open “${name}”`]: click(page, bar.getByRole("button", { name, exact: true })),
    [`close “${name}”`]: click(page, cancel(page)),
  };
}

function columns(page: Page, name: string): Actions {
  const box = page.getByRole("dialog", { name: "Columns" }).getByRole("checkbox", { name, exact: true });
  return {
    "open the columns": click(page, button(page, "Columns")),
    "hide a column": click(page, box),
    "show it": click(page, box),
    "close the columns": () => Promise.resolve(() => page.keyboard.press("Escape")),
    scroll: async () => {
      await page.mouse.move(700, 500);
      return () => page.mouse.wheel(0, 20_000);
    },
    "the next row by keyboard": async () => {
      await page
        .getByRole("checkbox", { name: /^Select: / })
        .nth(20)
        .focus();
      return () => page.keyboard.press("Tab");
    },
  };
}

/** Opens the dialog of a row, and its page. */
function rows(page: Page): Actions {
  return {
    "open the dialog of a row": click(page, page.getByRole("button", { name: /^Edit / }).nth(14)),
    "close it": click(page, cancel(page)),
    "open a row": click(page, page.getByRole("rowheader").getByRole("link").nth(14)),
    "go back": () => Promise.resolve(async () => void (await page.goBack())),
  };
}

const TABLES = { employees: employeeActions, departments: departmentActions, numbers: numberActions };
