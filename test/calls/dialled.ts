/** The calls of test/fixtures/dialled-calls.json, with the companies that make them. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { loadCompany } from "../../lab/companies/load-company.ts";
import { sampleCompany } from "../../lab/companies/sample-company.ts";
import type { Client } from "../../src/cli/client.ts";
import { Company, Device } from "../../src/policy/company.ts";

const Outcome = z.union([
  z.strictObject({ called: z.string(), from: z.enum(["main", "emergency", "anonymous"]) }),
  z.strictObject({ colleague: z.string() }),
  z.strictObject({ service: z.literal(true) }),
  z.strictObject({ status: z.int() }),
]);
export type Outcome = z.infer<typeof Outcome>;

const Setting = Company.omit({ name: true }).extend({
  extensions: z.array(z.string()).default([]),
  employee: z.strictObject({ withhold: z.boolean() }).optional(),
});

const said = {
  id: z.string(),
  company: Setting,
  device: Device.default("desk_phone"),
  headers: z.array(z.string()).default([]),
  privacy: z.boolean().optional(),
  carrier: Outcome,
  fallback: Outcome.optional(),
};
const Said = z.union([z.strictObject({ ...said, text: z.string() }), z.strictObject({ ...said, uri: z.string() })]);

const { calls } = z
  .strictObject({ about: z.string(), calls: z.array(Said) })
  .parse(JSON.parse(readFileSync(new URL("../fixtures/dialled-calls.json", import.meta.url), "utf8")));

export type DialledCall = Readonly<{
  id: string;
  /** Each company of the file under an id of its own, the same settings under the same id. */
  company: string;
  main: string;
  emergency: string;
  line: string;
  /** As a question over HTTP has it. */
  dialled: string;
  /** As the phone writes it. */
  requestUser: string;
  headers: readonly string[];
  privacy: boolean | undefined;
  withCallas: Outcome;
  withoutCallas: Outcome;
}>;

type Setting = z.infer<typeof Setting>;

const settings = Map.groupBy(calls, ({ company }) => JSON.stringify(company));
const idOf = new Map([...settings.keys()].map((text, at) => [text, `dials${at}`]));
const numbersOf = (id: string) => {
  const at = id.slice("dials".length).padStart(3, "0");
  return { main: `+375171110${at}`, emergency: `+375171119${at}` };
};

/** A SIM's line is its number. */
const lineOf = (company: string, device: Device) =>
  device === "corporate_sim" ? `+37529${company.slice("dials".length).padStart(7, "0")}` : `${company}-${device}`;
const domainOf = (company: string) => `${company}.example`;

export const dialledCalls: readonly DialledCall[] = calls.map((call) => {
  const company = idOf.get(JSON.stringify(call.company))!;
  const domain = domainOf(company);
  const placed = (text: string) => text.replaceAll("DOMAIN", domain);
  return {
    id: call.id,
    company,
    ...numbersOf(company),
    line: lineOf(company, call.device),
    dialled: "uri" in call ? placed(call.uri) : call.text,
    requestUser: "uri" in call ? placed(call.uri) : encodeURI(call.text).replaceAll("#", "%23"),
    headers: call.headers.map(placed),
    privacy: call.privacy,
    withCallas: call.carrier,
    withoutCallas: call.fallback ?? call.carrier,
  };
});

export async function setUpDialledCompanies(client: Client): Promise<void> {
  for (const [text, its] of settings) await loadCompany(client, idOf.get(text)!, companyOf(idOf.get(text)!, its));
}

function companyOf(id: string, its: readonly { company: Setting; device: Device }[]) {
  const { extensions, employee, ...company } = its[0]!.company;
  const { main, emergency } = numbersOf(id);
  const devices = [...new Set(its.map(({ device }) => device))];
  return sampleCompany({
    company: { ...company, emergencyNumber: emergency },
    numbers: [main, emergency],
    employees: [
      { id: "caller", ...employee, lines: devices.map((device) => `${device} ${lineOf(id, device)}`).join(", ") },
      ...extensions.map((extension) => ({
        id: `colleague${extension}`,
        extension,
        lines: `desk_phone ${id}-colleague${extension}`,
      })),
    ],
  });
}

/** Once the table of a Kamailio knows all that Callas knows of these companies. */
export async function tableIsFilled(table: (key: string) => Promise<string | undefined>): Promise<boolean> {
  for (const { company, main } of dialledCalls)
    if (!(await table(`row:${company}`))?.includes(`;${main};`)) return false;
  return true;
}
