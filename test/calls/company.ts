/** The companies of the real-call tests: one with an entry for each rule, one without a number. */
import type { Subscriber } from "../../lab/calls/kamailio.ts";
import { loadCompany } from "../../lab/companies/load-company.ts";
import { sampleCompany } from "../../lab/companies/sample-company.ts";
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

const acmecorp = sampleCompany({
  company: { emergencyNumber: numbers.emergency },
  numbers: Object.entries(numbers).map(([label, number]) => ({ number, label })),
  employees: [
    {
      id: "ivan",
      name: "Иван Петров",
      extension: "620201",
      lines: "desk_phone ivanpetrov-desk, softphone ivanpetrov-soft, corporate_sim +375291112233",
    },
    { id: "olga", name: "Olga", extension: "620202", lines: "desk_phone olgasidorova-desk" },
    { id: "petr", name: "Petr", extension: "620203", lines: "desk_phone petrsmirnov-desk" },
  ],
  departments: [{ id: "sales", name: "Sales", members: ["olga"] }],
  personal: [
    { number: numbers.ivan, employee: "ivan", device: "except_corporate_sim" },
    { number: numbers.ivanSim, employee: "ivan", device: "corporate_sim" },
    { number: numbers.sales, department: "sales" },
  ],
  regional: [
    { number: numbers.germany, country: "DE" },
    { number: numbers.moscow, prefix: "+7495" },
  ],
});

const bare = sampleCompany({
  company: { name: "Bare" },
  employees: [{ id: "anna", name: "Anna", extension: "620301", lines: "desk_phone annakuznetsova-desk" }],
});

export async function setUpCompanies({ client }: Service): Promise<void> {
  await loadCompany(client, "acmecorp", acmecorp);
  await loadCompany(client, "bare", bare);
}
