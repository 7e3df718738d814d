import { changes } from "../../policy/changes.ts";
import { documentsFrom, type DocumentKind, type Documents } from "../../policy/documents.ts";
import type { GuestRequest } from "../../policy/guest-request.ts";
import type { Saved, StoredCompany } from "../company.ts";
import type { Watching } from "../../policy/watching.ts";
import type { ScimDraft } from "../scim.ts";
import type { CompanyDraft } from "../writes.ts";
import { SqlAccessDraft } from "./access-draft.ts";
import { ownersBesides } from "./sql-companies.ts";
import { readGuestRequest, storeGuestRequest } from "./sql-guests.ts";
import { sqlScimDraft } from "./sql-scim.ts";
import { restingNumbers } from "./sql-nodes.ts";
import { readWatching } from "./sql-watching.ts";
import { readTrunkIds } from "./sql-trunks.ts";
import type { Place } from "./write-batch.ts";

/** Collects the changes of a write. */
export class Draft extends SqlAccessDraft implements CompanyDraft {
  readonly before: StoredCompany | null;
  readonly scim: ScimDraft;
  /** Null in a write of keys and people only. */
  readonly company: string | null;
  readonly documents: Partial<Documents> = {};
  /** Null if they stay as they are. */
  newWatching: Watching | null = null;
  isRemoved = false;

  readonly #place: Place;

  constructor(place: Place, company: string | null, before: StoredCompany | null) {
    super(place.sql, place.lockShared);
    this.#place = place;
    this.company = company;
    this.before = before;
    this.scim = sqlScimDraft(place, company ?? "", (change) => this.record(change));
  }

  put<Kind extends DocumentKind>(kind: Kind, body: Documents[Kind]): void {
    this.isRemoved = false;
    this.documents[kind] = body;
  }

  remove(): void {
    this.isRemoved = true;
  }

  after(): Documents | null {
    if (this.isRemoved) return null;
    return documentsFrom<object>(
      (kind) => this.documents[kind] ?? this.before?.[kind].body,
      (empty) => empty,
    ) as Documents | null;
  }

  watching(): Promise<Saved<Watching>> {
    return readWatching(this.sql, this.company ?? "");
  }

  async putWatching(watching: Watching): Promise<void> {
    const changed = changes((await this.watching()).body, watching);
    this.newWatching = changed.length > 0 ? watching : null;
    for (const change of changed) this.record({ ...change, path: `/watching${change.path}` });
  }

  ownersBesides(numbers: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return ownersBesides(this.sql, this.company ?? "", numbers);
  }

  restingNumbers(numbers: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    return restingNumbers(this.sql, this.company ?? "", numbers);
  }

  guestRequest(): Promise<GuestRequest | null> {
    return readGuestRequest(this.sql, this.company ?? "");
  }

  async putGuestRequest(request: GuestRequest): Promise<void> {
    await this.#place.touch();
    this.record(await storeGuestRequest(this.sql, this.company ?? "", request));
  }

  async trunkIds(): Promise<ReadonlySet<string>> {
    return readTrunkIds(await this.shared());
  }
}
