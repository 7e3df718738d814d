/** The demo company in a running service. */
import { isDeepStrictEqual } from "node:util";
import type { Client } from "../../src/cli/client.ts";
import { demoCompany, demoId } from "./demo-company.ts";
import { addressOf, loadCompany } from "./load-company.ts";

type Listed = Readonly<{ companies: readonly Readonly<{ id: string }>[] }>;

/** Loads the demo company unless it exists; an existing one stays as people have changed it. */
export async function loadDemoCompany(client: Client): Promise<void> {
  const { companies } = await client.send<Listed>("GET", "/api/v1/companies?limit=1000");
  if (companies.some(({ id }) => id === demoId)) return;
  await loadCompany(client, demoId, demoCompany);
}

/** Whether the company is still as the demo loads it, so that its calls must show the expected numbers. */
export async function isAsLoaded(client: Client): Promise<boolean> {
  const address = addressOf(demoId);
  const company = await client.send("GET", address);
  const directory = await client.send("GET", `${address}/directory`);
  const outgoing = await client.send<Readonly<Record<string, unknown>>>("GET", `${address}/outgoing-numbers`);
  const { revision: _, savedAt: __, savedBy: ___, warnings: ____, ...outgoingNumbers } = outgoing;
  return isDeepStrictEqual({ company, directory, outgoingNumbers }, demoCompany);
}
