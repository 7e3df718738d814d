/** Endpoints for the second factors that an operator requires. */
import { Security, SecurityWritten } from "../contract/people.ts";
import { saveSecurity } from "../settings/security.ts";
import { endpoint } from "./endpoint.ts";

const tag = "People";
const url = "/api/v1/security";

export const securityEndpoints = [
  endpoint({
    method: "GET",
    url,
    tag,
    summary: "Whose second factor is required",
    permissions: ["security.manage"],
    answer: Security,
    run: async ({ store }) => ({ body: await store.security() }),
  }),
  endpoint({
    method: "PUT",
    url,
    tag,
    summary: "Requires a second factor of people with these roles",
    description: "It holds at once: whoever is signed in without one may do nothing but set one up.",
    permissions: ["security.manage"],
    needsProof: true,
    body: Security,
    event: "security_changed",
    answer: SecurityWritten,
    async run({ store }, { principal, body }) {
      const revision = await saveSecurity(store, principal, body);
      return { body: { ...body, revision: revision ?? (await store.head()) } };
    },
  }),
];
