/** Single steps of feed, history, lists, keys, table and saves: none may take longer because there are more companies. */
import { authorNamed } from "../../lab/principals.ts";
import { fallbacksOf } from "../../src/replica/fallbacks.ts";
import { openSqliteCopy } from "../../src/store/sqlite/copy.ts";
import { openSqliteStoreAlone } from "../../src/store/sqlite/sqlite.ts";
import { median } from "../pairs.ts";
import { byCompany } from "./callers.ts";
import { companyAt, idAt } from "./companies.ts";

const ROUNDS = 200;

/** What Kamailio gets at once unless told otherwise (`CALLAS_KAMAILIO_ALL`). */
const TABLE = 10_000;

/** The number of companies whose steps are the measure. */
export const MEASURE = 10_000;

/** In ms, by the name of the step. */
export type StepTimes = ReadonlyMap<string, number>;

/** Saves a little, so use a folder that nobody else uses. */
export async function timeSteps(folder: string, companies: number): Promise<StepTimes> {
  const store = await openSqliteStoreAlone(folder);
  const copy = openSqliteCopy(folder);
  const next = byCompany(companies, 3);
  const id = () => idAt(next().company);
  const behind = async (changes: number) => ({ epoch: store.epoch, revision: (await store.head()) - changes });
  const table = fallbacksOf(copy, { subscribe: () => () => {}, revision: () => copy.position().revision }, (error) => {
    throw error;
  });
  const record = { author: authorNamed("bench"), action: "company.put" };
  let renamed = 0;
  const steps: Readonly<Record<string, () => unknown>> = {
    "feed: one change": async () => store.changedLines(await behind(1), null),
    "feed: a thousand changes to come": async () => copy.changesSince(await behind(1000), 1000),
    "checks of a node: a page of sums": () => store.snapshotLines(id(), null, true),
    "list of companies: a page of 100": () => store.list(id(), 100, null),
    "history of a company: a page": () => store.history({ company: id(), limit: 100, bytes: 2 ** 20 }),
    "history of everything: the newest page": () => store.history({ company: null, limit: 100, bytes: 2 ** 20 }),
    "keys: a page": () => store.listKeys(null, 1000),
    "Kamailio's table: one company": () => table.of(id()),
    "Kamailio's table: whether all fit": () => table.hasAtMost(TABLE),
    "owners of the numbers of a company": async () =>
      store.ownersBesides(
        id(),
        companyAt(next().company).directory.numbers.map(({ number }) => number),
      ),
    "save of a company's name": () =>
      store.writeCompany(id(), record, async (draft) =>
        draft.put("company", { ...draft.before!.company.body, name: `Renamed ${renamed++}` }),
      ),
  };
  try {
    const times = new Map<string, number>();
    for (const [name, step] of Object.entries(steps)) {
      const taken: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const started = performance.now();
        await step();
        taken.push(performance.now() - started);
      }
      times.set(name, median(taken));
    }
    return times;
  } finally {
    copy.close();
    await store.close();
  }
}
