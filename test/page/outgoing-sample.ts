/** A small company for the tests of the page's logic. */
import { sampleCompany } from "../../lab/companies/sample-company.ts";
import type { Directory } from "../../src/policy/directory.ts";
import type { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";

export const A = "+375171234567";
export const B = "+375291112233";
export const C = "+375440004455";
/** Turned off. */
export const OFF = "+493012345678";

const sample = sampleCompany({
  numbers: [
    { number: A, label: "Минск, офис" },
    { number: B, label: "Mobile" },
    C,
    { number: OFF, label: "Berlin 90", on: false },
  ],
  employees: [
    { id: "ivan", name: "Иван Петров", extension: "201" },
    { id: "petr", name: "Пётр  Сидоров-Ёлкин", extension: "202" },
    { id: "anna", name: "Anna Müller" },
    { id: "anna-2", name: "Müller Anna", extension: "2010", guest: true },
  ],
  departments: [
    { id: "sales", name: "Отдел продаж", members: ["petr", "anna"] },
    { id: "support", name: "Поддержка", members: ["anna"] },
  ],
  personal: [
    { number: A, employee: "ivan" },
    { number: B, department: "sales" },
    { number: A, employee: "petr" },
    { number: C, employee: "ivan", device: "corporate_sim" },
  ],
  regional: [
    { number: C, country: "DE" },
    { number: B, prefix: "+7495" },
    { number: C, country: "AT" },
    { number: A, country: "PL" },
  ],
});

export const directory: Directory = sample.directory;
export const saved: OutgoingNumbers = sample.outgoingNumbers;
