/** Endpoints for the operator's trunks. */
import { z } from "zod";
import { Presented, Removed, TrunkAnswer, TrunkList, TrunkWritten } from "../contract/answers.ts";
import { TriedTrunk } from "../contract/tried-trunk.ts";
import { presentationOf } from "../decide/presentation.ts";
import { Id } from "../policy/company.ts";
import { Trunk } from "../policy/trunk.ts";
import { readTrunk, removeTrunk, saveTrunk } from "../settings/trunks.ts";
import { endpoint } from "./endpoint.ts";
import { callOn } from "./tried-call.ts";

const tag = "Trunks";
const url = "/api/v1/trunks";
const Params = z.object({ id: Id });

export const trunkEndpoints = [
  endpoint({
    method: "GET",
    url,
    tag,
    summary: "All trunks, ordered by id",
    permissions: ["trunks.manage"],
    answer: TrunkList,
    async run({ store }) {
      return { body: { trunks: await store.listTrunks() } };
    },
  }),
  endpoint({
    method: "GET",
    url: `${url}/:id`,
    tag,
    summary: "One trunk",
    permissions: ["trunks.manage"],
    params: Params,
    answer: TrunkAnswer,
    async run({ store }, { params }) {
      const { body, revision } = await readTrunk(store, params.id);
      return { body, etag: revision };
    },
  }),
  endpoint({
    method: "PUT",
    url: `${url}/:id`,
    tag,
    summary: "Creates a trunk or changes it",
    permissions: ["trunks.manage"],
    params: Params,
    body: Trunk,
    answer: TrunkWritten,
    async run({ store }, { principal, precondition, params, body }) {
      const revision = await saveTrunk(store, principal, params.id, body, precondition);
      return { body: { ...body, revision }, etag: revision };
    },
  }),
  endpoint({
    method: "DELETE",
    url: `${url}/:id`,
    tag,
    summary: "Takes a trunk off the numbers that carry it, and removes it",
    description:
      "Each company's numbers change under a revision of their own. It can be repeated if it was interrupted.",
    permissions: ["trunks.manage"],
    params: Params,
    answer: Removed,
    async run({ store }, { principal, precondition, params }) {
      return { body: { revision: await removeTrunk(store, principal, params.id, precondition) } };
    },
  }),
  endpoint({
    method: "POST",
    url: `${url}/try`,
    tag,
    summary: "What a carrier would get over a trunk that is not saved yet",
    description: "The same code writes the headers of calls.",
    permissions: ["trunks.manage"],
    readsOnly: true,
    body: TriedTrunk,
    answer: Presented,
    async run(_desk, { body }) {
      const { trunk: _, ...presented } = presentationOf(...callOn(body));
      return { body: presented };
    },
  }),
];
