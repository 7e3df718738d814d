/** The companies of the real-call tests: one with an entry for each rule, one without a number. */
import type { Subscriber } from "../../lab/calls/kamailio.ts";
import type { Service } from "../../lab/calls/callas.ts";

export const numbers = {
  main: "+375171110000",
  germany: "+375171110001",
  moscow: "+375171110002",
  ivan: "+375171110003",
  ivanSim: "+375171110004",
  sales: "+375171110005",
  emergency: "+375171110006",
} as const;

const lineOf = (line: string, company: string, extension?: string): Subscriber => ({
  line,
  company,
  domain: `${company}.example`,
  password: `secret-of-${line}`,
  ...(extension === undefined ? {} : { extension }),
});

export const subscribers = {
  ivanDesk: lineOf("ivanpetrov-desk", "acmecorp", "620201"),
  ivanSoft: lineOf("ivanpetrov-soft", "acmecorp"),
  ivanSim: lineOf("+375291112233", "acmecorp"),
  olga: lineOf("olgasidorova-desk", "acmecorp", "620202"),
  petr: lineOf("petrsmirnov-desk", "acmecorp", "620203"),
  /** Callas' directory does not know it. */
  stranger: lineOf("unknownphone", "acmecorp"),
  /** Of a company without a number. */
  anna: lineOf("annakuznetsova-desk", "bare", "620301"),
  /** Of a company that comes and goes. */
  second: lineOf("second-desk", "acmecorp2"),
  /** Of a company that Callas does not know. */
  nobody: lineOf("nobody-desk", "ghost"),
} as const;

/** What must not be seen by a carrier, whoever of them calls: words too long to turn up in a random tag. */
export const traces =
  /ivanpetrov|olgasidorova|petrsmirnov|annakuznetsova|unknownphone|acmecorp|secret-of|Иван Петров|375291112233|62020[123]|620301/i;

export async function setUpCompanies(service: Service): Promise<void> {
  await service.put("/companies/acmecorp", { name: "Acme", country: "BY" });
  await service.put("/companies/acmecorp/directory", {
    numbers: Object.entries(numbers).map(([label, number]) => ({ number, label, on: true })),
    employees: [
      {
        id: "ivan",
        name: "Иван Петров",
        extension: "620201",
        lines: [
          { id: "ivanpetrov-desk", device: "desk_phone" },
          { id: "ivanpetrov-soft", device: "softphone" },
          { id: "+375291112233", device: "corporate_sim" },
        ],
      },
      { id: "olga", name: "Olga", extension: "620202", lines: [{ id: "olgasidorova-desk", device: "desk_phone" }] },
      { id: "petr", name: "Petr", extension: "620203", lines: [{ id: "petrsmirnov-desk", device: "desk_phone" }] },
    ],
    departments: [{ id: "sales", name: "Sales", members: ["olga"] }],
  });
  await service.put("/companies/acmecorp", { name: "Acme", country: "BY", emergencyNumber: numbers.emergency });
  await service.put(
    "/companies/acmecorp/outgoing-numbers",
    {
      main: numbers.main,
      personal: [
        { number: numbers.ivan, employee: "ivan", device: "except_corporate_sim" },
        { number: numbers.ivanSim, employee: "ivan", device: "corporate_sim" },
        { number: numbers.sales, department: "sales", device: "any" },
      ],
      regional: [
        { number: numbers.germany, country: "DE" },
        { number: numbers.moscow, prefix: "+7495" },
      ],
      priority: "regional",
    },
    { "if-match": await revisionOf(service) },
  );
  await service.put("/companies/bare", { name: "Bare", country: "BY" });
  await service.put("/companies/bare/directory", {
    numbers: [],
    employees: [
      { id: "anna", name: "Anna", extension: "620301", lines: [{ id: "annakuznetsova-desk", device: "desk_phone" }] },
    ],
    departments: [],
  });
}

const revisionOf = (service: Service): Promise<string> => service.etag("/companies/acmecorp/outgoing-numbers");
