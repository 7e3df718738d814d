/** Checks that companies of the benchmark are stored as saves over HTTP store them. */
import { rm } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { loadCompany } from "../../lab/companies/load-company.ts";
import { end } from "../../lab/service/end.ts";
import { newFolder, operatorKey, serviceProcess } from "../../lab/service/service.ts";
import { openClient } from "../../src/cli/client.ts";
import { databaseFile } from "../../src/store/sqlite/data-folder.ts";
import { companyAt, idAt } from "./companies.ts";

/** A large company is among them. */
const SAMPLE = [0, 1, 2, 3, 37, 500, 777, 998];

/** Without revisions and times, which say when it was saved. */
const PARTS = [
  "SELECT kind, body, sum FROM document WHERE company = ? ORDER BY kind",
  "SELECT number FROM number_owner WHERE company = ? ORDER BY number",
  "SELECT bucket, body FROM bucket WHERE company = ? ORDER BY bucket",
  "SELECT body FROM core WHERE company = ?",
];

function storedOf(folder: string): readonly string[] {
  const database = new DatabaseSync(databaseFile(folder), { readOnly: true });
  try {
    return SAMPLE.map((at) => JSON.stringify(PARTS.map((part) => database.prepare(part).all(idAt(at)))));
  } finally {
    database.close();
  }
}

/** @throws Error naming the first company that differs */
export async function checkSameAsSaved(filled: string): Promise<void> {
  const folder = await newFolder();
  try {
    const service = serviceProcess({ CALLAS_DATA_DIR: folder });
    try {
      const client = openClient(await service.address, operatorKey);
      for (const at of SAMPLE) await loadCompany(client, idAt(at), companyAt(at));
    } finally {
      await end(service.child, "SIGTERM");
    }
    const [ours, saved] = [storedOf(filled), storedOf(folder)];
    for (const [nth, at] of SAMPLE.entries())
      if (ours[nth] !== saved[nth]) throw new Error(`${idAt(at)} is not stored as saves over HTTP store it`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
