/** Loads a company into a running service through its HTTP API. */
import { segment, type Client } from "../../src/cli/client.ts";
import type { SampleCompany } from "./sample-company.ts";

export const addressOf = (id: string) => `/api/v1/companies/${segment(id)}`;

export async function loadCompany(
  client: Client,
  id: string,
  { company, directory, outgoingNumbers }: SampleCompany,
): Promise<void> {
  const address = addressOf(id);
  const { emergencyNumber, ...withoutNumbers } = company;
  await client.send("PUT", address, { body: withoutNumbers });
  // A new entry cannot have a number that is off: turn all numbers on until the entries are saved.
  const allOn = directory.numbers.map((number) => ({ ...number, on: true }));
  await client.send("PUT", `${address}/directory`, { body: { ...directory, numbers: allOn } });
  if (emergencyNumber !== undefined) await client.send("PUT", address, { body: company });
  const { revision } = await client.send<{ revision: number }>("GET", `${address}/outgoing-numbers`);
  await client.send("PUT", `${address}/outgoing-numbers`, { body: outgoingNumbers, ifMatch: `"${revision}"` });
  if (directory.numbers.some(({ on }) => !on)) await client.send("PUT", `${address}/directory`, { body: directory });
}
