/** A data folder with many companies, written by the store as saves write them, without HTTP. */
import { newFolder } from "../../lab/service/new-folder.ts";
import { authorNamed } from "../../lab/principals.ts";
import { checkOutgoingNumbers } from "../../src/policy/check-outgoing-numbers.ts";
import { Company } from "../../src/policy/company.ts";
import { emptyDirectory } from "../../src/policy/directory.ts";
import { noOutgoingNumbers, OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import { SentDirectory, updateDirectory } from "../../src/policy/update-directory.ts";
import { openSqliteStoreAlone } from "../../src/store/sqlite/sqlite.ts";
import type { Store } from "../../src/store/store.ts";
import type { Writes } from "../../src/store/writes.ts";
import { companyAt, idAt } from "./companies.ts";

/** Saves that are committed together. */
const TOGETHER = 64;

const record = { author: authorNamed("bench"), action: "company.put" };

/** The documents of one company as saves over HTTP would store them. */
function documentsAt(at: number) {
  const made = companyAt(at);
  const company = Company.parse(made.company);
  const directory = updateDirectory(emptyDirectory, SentDirectory.parse(made.directory), true);
  const sent = OutgoingNumbers.parse(made.outgoingNumbers);
  const { document, problems } = checkOutgoingNumbers(sent, company, directory, noOutgoingNumbers);
  if (problems[0]) throw new Error(`${idAt(at)}: ${problems[0].path} ${problems[0].message}`);
  return { company, directory, outgoing: document };
}

async function saveAt(store: Pick<Writes, "writeCompany">, at: number): Promise<void> {
  const { company, directory, outgoing } = documentsAt(at);
  await store.writeCompany(idAt(at), record, async (draft) => {
    draft.put("company", company);
    draft.put("directory", directory);
    draft.put("outgoing-numbers", outgoing);
  });
}

/** A service looks through its history for what to tell people as it is written, not all at once after a start. */
async function noteLookedThrough(store: Store): Promise<void> {
  const [revision, at] = [await store.head(), new Date().toISOString()];
  await store.watch.noteSeen({ seen: { revision, signIns: at }, deliveries: [], unmet: [], at });
}

/** @returns the folder, and how long it took in seconds */
export async function filledFolder(companies: number): Promise<Readonly<{ folder: string; seconds: number }>> {
  const folder = await newFolder();
  const store = await openSqliteStoreAlone(folder);
  const started = performance.now();
  try {
    for (let at = 0; at < companies; at += TOGETHER)
      await Promise.all(
        Array.from({ length: Math.min(TOGETHER, companies - at) }, (_, nth) => saveAt(store, at + nth)),
      );
    await noteLookedThrough(store);
  } finally {
    await store.close();
  }
  return { folder, seconds: (performance.now() - started) / 1000 };
}
