/** The demo: a company from Minsk, and a dozen calls with the numbers that they have to show. */
import type { DecidedBy, PassedOver } from "../../src/decide/decision.ts";
import type { Company } from "../../src/policy/company.ts";
import type { Directory } from "../../src/policy/directory.ts";
import type { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";

export const demoId = "minsk";

const numbers = {
  main: "+375172000101",
  sales: "+375172000102",
  support: "+375172000103",
  emergency: "+375172000112",
  ivan: "+375331000101",
  ivanSim: "+375291000101",
  berlin: "+493022000101",
  moscow: "+74952000101",
  warsaw: "+48222000101",
  almaty: "+77272000101",
} as const;

export const demoCompany: Company = {
  name: "Минские двери",
  country: "BY",
  areaCode: "17",
  emergencyNumber: numbers.emergency,
  choice: "assigned",
  guests: "main",
};

export const demoDirectory: Directory = {
  numbers: [
    { number: numbers.main, label: "Минск, общий", on: true },
    { number: numbers.sales, label: "Минск, отдел продаж", on: true },
    { number: numbers.support, label: "Минск, поддержка", on: true },
    { number: numbers.emergency, label: "Минск, пост охраны", on: true },
    { number: numbers.ivan, label: "Иван Петров", on: true },
    { number: numbers.ivanSim, label: "Иван Петров, SIM-карта", on: true },
    { number: numbers.berlin, label: "Берлин", on: true },
    { number: numbers.moscow, label: "Москва", on: true },
    { number: numbers.warsaw, label: "Варшава", on: true },
    { number: numbers.almaty, label: "Алматы (выключен)", on: false },
  ],
  employees: [
    {
      id: "ivan",
      name: "Иван Петров",
      extension: "201",
      guest: false,
      lines: [
        { id: "ivan-desk", device: "desk_phone" },
        { id: "ivan-soft", device: "softphone" },
        { id: "+375291112201", device: "corporate_sim" },
      ],
    },
    {
      id: "olga",
      name: "Ольга Ковалёва",
      extension: "202",
      guest: false,
      lines: [{ id: "olga-desk", device: "desk_phone" }],
    },
    {
      id: "petr",
      name: "Пётр Новик",
      extension: "203",
      guest: false,
      lines: [{ id: "petr-mobile", device: "mobile_app" }],
    },
    {
      id: "anna",
      name: "Анна Шевчук",
      extension: "204",
      guest: false,
      lines: [{ id: "anna-mobile", device: "mobile_app" }],
    },
    {
      id: "sergei",
      name: "Сергей Лис",
      extension: "205",
      guest: false,
      lines: [{ id: "sergei-desk", device: "desk_phone" }],
    },
    {
      id: "maria",
      name: "Мария Жук",
      extension: "206",
      guest: false,
      lines: [{ id: "maria-crm", device: "crm" }],
    },
    {
      id: "dmitry",
      name: "Дмитрий Орлов",
      extension: "207",
      guest: false,
      lines: [{ id: "dmitry-desk", device: "desk_phone" }],
    },
    {
      id: "elena",
      name: "Елена Мороз",
      extension: null,
      guest: true,
      lines: [{ id: "elena-desk", device: "desk_phone" }],
    },
  ],
  departments: [
    { id: "sales", name: "Отдел продаж", members: ["ivan", "olga", "petr", "elena"] },
    { id: "support", name: "Поддержка", members: ["anna", "maria"] },
    { id: "office", name: "Администрация", members: ["dmitry", "sergei"] },
  ],
};

export const demoOutgoingNumbers: OutgoingNumbers = {
  main: numbers.main,
  personal: [
    { number: numbers.ivanSim, employee: "ivan", device: "corporate_sim" },
    { number: numbers.ivan, employee: "ivan", device: "except_corporate_sim" },
    { number: numbers.sales, department: "sales", device: "any" },
    { number: numbers.support, department: "support", device: "any" },
  ],
  regional: [
    { number: numbers.berlin, country: "DE" },
    { number: numbers.warsaw, country: "PL" },
    { number: numbers.almaty, country: "KZ" },
    { number: numbers.moscow, prefix: "+7495" },
  ],
  priority: "regional",
};

export type DemoCall = Readonly<{
  /** The line that calls, one of {@link demoDirectory}. */
  line: string;
  dialled: string;
  /** Picked on the softphone for this call. */
  chosen?: string;
  expected: Readonly<{
    /** E.164; null where nothing is substituted. */
    callerId: string | null;
    rule: DecidedBy["rule"];
    privacy: boolean;
    passedOver: readonly PassedOver[];
  }>;
}>;

const shows = (rule: DecidedBy["rule"], callerId: string | null, more: Partial<DemoCall["expected"]> = {}) => ({
  callerId,
  rule,
  privacy: false,
  passedOver: [],
  ...more,
});

/** Every rule at least once. */
export const demoCalls: readonly DemoCall[] = [
  { line: "olga-desk", dialled: "810 7 495 123-45-67", expected: shows("prefix", numbers.moscow) },
  { line: "petr-mobile", dialled: "+49 89 12345678", expected: shows("country", numbers.berlin) },
  { line: "+375291112201", dialled: "8 029 612-34-56", expected: shows("employee", numbers.ivanSim) },
  { line: "ivan-desk", dialled: "8 029 612-34-56", expected: shows("employee", numbers.ivan) },
  {
    line: "ivan-soft",
    dialled: "8 029 612-34-56",
    chosen: numbers.warsaw,
    expected: shows("chosen", numbers.warsaw),
  },
  { line: "olga-desk", dialled: "300 11 22", expected: shows("department", numbers.sales) },
  {
    line: "anna-mobile",
    dialled: "*31#80296123456",
    expected: shows("department", numbers.support, { privacy: true }),
  },
  {
    line: "dmitry-desk",
    dialled: "810 7 727 300-11-22",
    expected: shows("main", numbers.main, {
      passedOver: [{ rule: "country", number: numbers.almaty, reason: "number_off" }],
    }),
  },
  { line: "elena-desk", dialled: "+48 22 300 11 22", expected: shows("main", numbers.main) },
  { line: "sergei-desk", dialled: "103", expected: shows("emergency", numbers.emergency) },
  { line: "maria-crm", dialled: "203", expected: shows("internal", null) },
  { line: "sergei-desk", dialled: "*21#", expected: shows("service_code", null) },
];
