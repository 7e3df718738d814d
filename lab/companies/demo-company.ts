/** The demo: a company from Minsk, and a dozen calls with the numbers that they must show. */
import type { DecidedBy, PassedOver } from "../../src/decide/decision.ts";
import { sampleCompany } from "./sample-company.ts";

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

export const demoCompany = sampleCompany({
  company: { name: "Минские двери", areaCode: "17", emergencyNumber: numbers.emergency },
  numbers: [
    { number: numbers.main, label: "Минск, общий" },
    { number: numbers.sales, label: "Минск, отдел продаж" },
    { number: numbers.support, label: "Минск, поддержка" },
    { number: numbers.emergency, label: "Минск, пост охраны" },
    { number: numbers.ivan, label: "Иван Петров" },
    { number: numbers.ivanSim, label: "Иван Петров, SIM-карта" },
    { number: numbers.berlin, label: "Берлин" },
    { number: numbers.moscow, label: "Москва" },
    { number: numbers.warsaw, label: "Варшава" },
    { number: numbers.almaty, label: "Алматы (выключен)", on: false },
  ],
  employees: [
    {
      id: "ivan",
      name: "Иван Петров",
      extension: "201",
      lines: "desk_phone ivan-desk, softphone ivan-soft, corporate_sim +375291112201",
    },
    { id: "olga", name: "Ольга Ковалёва", extension: "202", lines: "desk_phone olga-desk" },
    { id: "petr", name: "Пётр Новик", extension: "203", lines: "mobile_app petr-mobile" },
    { id: "anna", name: "Анна Шевчук", extension: "204", lines: "mobile_app anna-mobile" },
    { id: "sergei", name: "Сергей Лис", extension: "205", lines: "desk_phone sergei-desk" },
    { id: "maria", name: "Мария Жук", extension: "206", lines: "crm maria-crm" },
    { id: "dmitry", name: "Дмитрий Орлов", extension: "207", lines: "desk_phone dmitry-desk" },
    { id: "elena", name: "Елена Мороз", guest: true, lines: "desk_phone elena-desk" },
  ],
  departments: [
    { id: "sales", name: "Отдел продаж", members: ["ivan", "olga", "petr", "elena"] },
    { id: "support", name: "Поддержка", members: ["anna", "maria"] },
    { id: "office", name: "Администрация", members: ["dmitry", "sergei"] },
  ],
  personal: [
    { number: numbers.ivanSim, employee: "ivan", device: "corporate_sim" },
    { number: numbers.ivan, employee: "ivan", device: "except_corporate_sim" },
    { number: numbers.sales, department: "sales" },
    { number: numbers.support, department: "support" },
  ],
  regional: [
    { number: numbers.berlin, country: "DE" },
    { number: numbers.warsaw, country: "PL" },
    { number: numbers.almaty, country: "KZ" },
    { number: numbers.moscow, prefix: "+7495" },
  ],
});

export const { directory: demoDirectory, outgoingNumbers: demoOutgoingNumbers } = demoCompany;

export type DemoCall = Readonly<{
  /** The line that calls, one of {@link demoDirectory}. */
  line: string;
  dialled: string;
  /** The number chosen on the softphone for this call. */
  chosen?: string;
  expected: Readonly<{
    /** E.164; null if nothing is substituted. */
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

/** Uses every rule at least once. */
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
