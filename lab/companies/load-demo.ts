/** Loads the demo company into a running service, through its HTTP API, as anyone would. */
import { isDeepStrictEqual } from "node:util";
import { segment, type Client } from "../../src/cli/client.ts";
import type { Company } from "../../src/policy/company.ts";
import type { Directory } from "../../src/policy/directory.ts";
import { demoCompany, demoDirectory, demoId, demoOutgoingNumbers } from "./demo-company.ts";

const addressOf = (id: string) => `/api/v1/companies/${segment(id)}`;

type Listed = Readonly<{ companies: readonly Readonly<{ id: string }>[] }>;

/** Loads the demo company where it is not there yet; one that is there stays as people have changed it. */
export async function loadDemoCompany(client: Client): Promise<void> {
  const { companies } = await client.send<Listed>("GET", "/api/v1/companies?limit=1000");
  if (companies.some(({ id }) => id === demoId)) return;
  await loadCompany(client, demoId, demoCompany, demoDirectory);
}

/** Loads a company with the demo's outgoing numbers. */
export async function loadCompany(client: Client, id: string, company: Company, directory: Directory): Promise<void> {
  const address = addressOf(id);
  const { emergencyNumber: _, ...withoutNumbers } = company;
  await client.send("PUT", address, { body: withoutNumbers });
  // No entry can be made with a number that is off: all are on until the entries stand.
  const allOn = directory.numbers.map((number) => ({ ...number, on: true }));
  await client.send("PUT", `${address}/directory`, { body: { ...directory, numbers: allOn } });
  await client.send("PUT", address, { body: company });
  const { revision } = await client.send<{ revision: number }>("GET", `${address}/outgoing-numbers`);
  await client.send("PUT", `${address}/outgoing-numbers`, { body: demoOutgoingNumbers, ifMatch: `"${revision}"` });
  await client.send("PUT", `${address}/directory`, { body: directory });
}

/** Whether the company is what the demo loads, so that the calls have to show what the demo says. */
export async function isAsLoaded(client: Client): Promise<boolean> {
  const address = addressOf(demoId);
  const company = await client.send("GET", address);
  const directory = await client.send("GET", `${address}/directory`);
  const outgoing = await client.send<Readonly<Record<string, unknown>>>("GET", `${address}/outgoing-numbers`);
  const { revision: _, savedAt: __, savedBy: ___, warnings: ____, ...outgoingNumbers } = outgoing;
  return isDeepStrictEqual([company, directory, outgoingNumbers], [demoCompany, demoDirectory, demoOutgoingNumbers]);
}
