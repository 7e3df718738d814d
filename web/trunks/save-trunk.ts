/** How the page saves a trunk: over the one that the form shows, never over what somebody else has saved since. */
import type { Read } from "../api/documents.ts";
import { request } from "../api/request.ts";
import { trunkPath, trunkQuery } from "../api/trunks.ts";
import { saveOver } from "../form/save-over.ts";
import { trunkOf, type TrunkForm } from "./trunk-form.ts";

export const putTrunk = (id: string, form: TrunkForm, ifMatch: string) =>
  request("PUT", trunkPath(id), { body: trunkOf(form), ifMatch });

/** @throws SavedInBetween if somebody else has changed the trunk meanwhile */
export const putOver = (id: string, form: TrunkForm, { body, etag }: Read<TrunkForm>) =>
  saveOver({
    query: trunkQuery(id),
    over: { body: trunkOf(body), etag },
    isUnchanged: (read) => read.etag === etag,
    send: (read) => putTrunk(id, form, read.etag),
  });
