/** Reads, saves and removes the operator's trunks. */
import { setImmediate } from "node:timers/promises";
import type { Principal } from "../access/principal.ts";
import type { CompanyNumber } from "../policy/directory.ts";
import { Refusal } from "../policy/refusal.ts";
import { MOST_TRUNKS, type NamedTrunk, type Trunk } from "../policy/trunk.ts";
import { trunkUnknown } from "../policy/trunk-unknown.ts";
import { unsaved, type Saved } from "../store/company.ts";
import type { Trunks } from "../store/trunks.ts";
import type { Writes } from "../store/writes.ts";
import { requireRevision, type Precondition } from "./precondition.ts";
import { refuseProblems } from "./refuse.ts";

/** @throws Refusal `trunk_unknown` */
export async function readTrunk(store: Pick<Trunks, "trunk">, id: string): Promise<Saved<Trunk>> {
  return existing(await store.trunk(id), id);
}

/** @throws Refusal `trunk_unknown` for the first one that does not exist */
export async function readTrunks(store: Pick<Trunks, "trunk">, ids: readonly string[]): Promise<readonly NamedTrunk[]> {
  const trunks: NamedTrunk[] = [];
  for (const id of ids) trunks.push({ ...(await readTrunk(store, id)).body, id });
  return trunks;
}

/**
 * @returns the revision of the trunk
 * @throws Refusal `revision_conflict`, `too_many_entries`
 */
export async function saveTrunk(
  store: Pick<Writes, "writeTrunk">,
  principal: Principal,
  id: string,
  fields: Trunk,
  precondition: Precondition,
): Promise<number> {
  const record = { author: principal, action: "trunk.put" };
  const { result, revision } = await store.writeTrunk(id, record, async (draft) => {
    const before = draft.before ?? unsaved(null);
    requireRevision(precondition, before);
    if (draft.before === null && (await draft.count()) >= MOST_TRUNKS)
      refuseProblems("too_many_entries", {
        problems: [{ path: "", code: "too_many_entries", message: `At most ${MOST_TRUNKS} trunks can be saved.` }],
        more: 0,
      });
    draft.put(fields);
    return before.revision;
  });
  return revision ?? result;
}

/** Companies that are looked up at once. */
const PAGE = 100;

/** How often numbers may be marked again while a trunk is being removed. */
const MOST_ROUNDS = 10;

/**
 * Takes the trunk off all numbers, each company in a write of its own, and removes it once no number carries it. If it
 * is interrupted, the trunk still exists, and removing it again goes on.
 * @returns the revision of the removal
 * @throws Refusal `trunk_unknown`, `revision_conflict`; `too_many_requests` if others go on marking numbers with it
 */
export async function removeTrunk(
  store: Pick<Trunks, "companiesOnTrunk"> & Pick<Writes, "writeCompany" | "writeTrunk">,
  principal: Principal,
  id: string,
  precondition: Precondition,
): Promise<number> {
  const record = { author: principal, action: "trunk.delete" };
  for (let round = 1; ; round++) {
    const { revision } = await store.writeTrunk(id, record, async (draft) => {
      requireRevision(precondition, existing(draft.before, id));
      if (!(await draft.isCarried())) draft.remove();
    });
    if (revision !== null) return revision;
    if (round > MOST_ROUNDS)
      throw new Refusal("too_many_requests", `Numbers are being put on trunk “${id}”: try again.`, { retryAfter: 1 });
    await takeOffNumbers(store, principal, id);
  }
}

async function takeOffNumbers(
  store: Pick<Trunks, "companiesOnTrunk"> & Pick<Writes, "writeCompany">,
  principal: Principal,
  trunk: string,
): Promise<void> {
  const record = { author: principal, action: "trunk.delete" };
  for (let after: string | null = null; ;) {
    const companies: readonly string[] = await store.companiesOnTrunk(trunk, after, PAGE);
    for (const company of companies) {
      await store.writeCompany(company, record, async (draft) => {
        const directory = draft.before?.directory.body;
        if (directory)
          draft.put("directory", { ...directory, numbers: directory.numbers.map((number) => without(number, trunk)) });
      });
      // The saves of others come in between.
      await setImmediate();
    }
    after = companies.at(-1) ?? null;
    if (after === null) return;
  }
}

function without({ trunks, ...number }: CompanyNumber, trunk: string): CompanyNumber {
  const rest = trunks?.filter((id) => id !== trunk) ?? [];
  return rest.length > 0 ? { ...number, trunks: rest } : number;
}

function existing<Stored>(stored: Stored | null, id: string): Stored {
  if (stored === null) throw trunkUnknown(id);
  return stored;
}
