/** A small company for the tests of the page's logic. */
import type { Directory } from "../../src/policy/directory.ts";
import type { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";

export const A = "+375171234567";
export const B = "+375291112233";
export const C = "+375440004455";
/** Turned off. */
export const OFF = "+493012345678";

export const directory: Directory = {
  numbers: [
    { number: A, label: "Минск, офис", on: true },
    { number: B, label: "Mobile", on: true },
    { number: C, label: "", on: true },
    { number: OFF, label: "Berlin 90", on: false },
  ],
  employees: [
    { id: "ivan", name: "Иван Петров", extension: "201", guest: false, lines: [] },
    { id: "petr", name: "Пётр  Сидоров-Ёлкин", extension: "202", guest: false, lines: [] },
    { id: "anna", name: "Anna Müller", extension: null, guest: false, lines: [] },
    { id: "anna-2", name: "Müller Anna", extension: "2010", guest: true, lines: [] },
  ],
  departments: [
    { id: "sales", name: "Отдел продаж", members: ["petr", "anna"] },
    { id: "support", name: "Поддержка", members: ["anna"] },
  ],
};

export const saved: OutgoingNumbers = {
  main: A,
  personal: [
    { number: A, employee: "ivan", device: "any" },
    { number: B, department: "sales", device: "any" },
    { number: A, employee: "petr", device: "any" },
    { number: C, employee: "ivan", device: "corporate_sim" },
  ],
  regional: [
    { number: C, country: "DE" },
    { number: B, prefix: "+7495" },
    { number: C, country: "AT" },
    { number: A, country: "PL" },
  ],
  priority: "regional",
};
