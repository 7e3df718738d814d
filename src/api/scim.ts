/** SCIM 2.0 for users (RFC 7644): an identity provider keeps a company's people. */
import { z } from "zod";
import { Description, listOf, SentPatch, SentUser, UserResource } from "../contract/scim.ts";
import { MOST_LISTED, resourceTypes, schemas, serviceProviderConfig } from "../scim/discovery.ts";
import { readFilter } from "../scim/filter.ts";
import { resourceUnknown } from "../scim/refused.ts";
import { listResponse, userResource } from "../scim/resource.ts";
import { newUser, patchedUser, replacedUser } from "../scim/write.ts";
import { existing } from "../settings/read-company.ts";
import { endpoint, type Endpoint } from "./endpoint.ts";
import { CompanyParams } from "./parameters.ts";

/** Of one user: a few kilobytes are usual. */
const USER_BODY_LIMIT = 64 * 1024;

const DEFAULT_COUNT = 100;

const root = "/scim/v2/:company";

/** In every endpoint of SCIM. */
const scim = { tag: "SCIM", permissions: ["scim.provision"], isScim: true } as const satisfies Partial<Endpoint>;

/** Integers as a query writes them; anything below the least is the least (RFC 7644, 3.4.2.4). */
const integer = (least: number, fallback: number) =>
  z
    .string()
    .regex(/^-?\d{1,9}$/, "an integer")
    .transform((text) => Math.max(least, Number(text)))
    .default(fallback);

const ListQuery = z.looseObject({
  filter: z.string().optional(),
  startIndex: integer(1, 1),
  count: integer(0, DEFAULT_COUNT),
});

const UserParams = CompanyParams.extend({ id: z.string() });
const DescriptionParams = CompanyParams.extend({ id: z.string() });

const baseOf = (origin: string, company: string) => `${origin}/scim/v2/${encodeURIComponent(company)}`;

const users = `${root}/Users`;
const user = `${users}/:id`;
const params = CompanyParams;

const userEndpoints = [
  endpoint({
    ...scim,
    method: "GET",
    url: users,
    summary: "Users, found by one attribute or listed",
    params,
    query: ListQuery,
    answer: listOf(UserResource),
    async run({ store }, { params: { company }, query: { filter, startIndex, count }, origin }) {
      existing(await store.text(company, "company"), company);
      const by = filter === undefined || filter === "" ? null : readFilter(filter);
      const page = { offset: startIndex - 1, limit: Math.min(count, MOST_LISTED) };
      const { users, total } = await store.scimUsers(company, by, page);
      const base = baseOf(origin, company);
      return {
        body: listResponse(
          users.map((user) => userResource(user, base)),
          total,
          startIndex,
        ),
      };
    },
  }),
  endpoint({
    ...scim,
    method: "POST",
    url: users,
    summary: "Makes a user: an employee of the company, who may also sign in",
    bodyLimit: USER_BODY_LIMIT,
    params,
    body: SentUser,
    answer: UserResource,
    async run({ provision }, { principal, params: { company }, body, origin }) {
      const made = await provision(principal, company, { kind: "create", attributes: newUser(body) });
      return { status: 201, body: userResource(made!, baseOf(origin, company)) };
    },
  }),
  endpoint({
    ...scim,
    method: "GET",
    url: user,
    summary: "One user, also one that is not active",
    params: UserParams,
    answer: UserResource,
    async run({ store }, { params: { company, id }, origin }) {
      const found = await store.scimUser(company, id);
      if (!found) throw resourceUnknown("user");
      return { body: userResource(found, baseOf(origin, company)) };
    },
  }),
  endpoint({
    ...scim,
    method: "PUT",
    url: user,
    summary: "Replaces a user",
    bodyLimit: USER_BODY_LIMIT,
    params: UserParams,
    body: SentUser,
    answer: UserResource,
    async run({ provision }, { principal, params: { company, id }, body, origin }) {
      const change = { kind: "change", id, change: (before) => replacedUser(before, body) } as const satisfies Change;
      return { body: userResource((await provision(principal, company, change))!, baseOf(origin, company)) };
    },
  }),
  endpoint({
    ...scim,
    method: "PATCH",
    url: user,
    summary: "Changes attributes of a user",
    bodyLimit: USER_BODY_LIMIT,
    params: UserParams,
    body: SentPatch,
    answer: UserResource,
    async run({ provision }, { principal, params: { company, id }, body: { Operations }, origin }) {
      const change = {
        kind: "change",
        id,
        change: (before) => patchedUser(before, Operations),
      } as const satisfies Change;
      return { body: userResource((await provision(principal, company, change))!, baseOf(origin, company)) };
    },
  }),
  endpoint({
    ...scim,
    method: "DELETE",
    url: user,
    summary: "Ends a user's access; their entry in the directory stays",
    params: UserParams,
    answer: z.strictObject({}),
    async run({ provision }, { principal, params: { company, id } }) {
      await provision(principal, company, { kind: "delete", id });
      return { status: 204 };
    },
  }),
];

type Change = Parameters<Parameters<Endpoint["run"]>[0]["provision"]>[2];

const LISTS = [
  ["ResourceTypes", "The types of resources", resourceTypes],
  ["Schemas", "The attributes that are kept", schemas],
] as const;

const descriptionEndpoints = [
  endpoint({
    ...scim,
    method: "GET",
    url: `${root}/ServiceProviderConfig`,
    summary: "What of SCIM is supported",
    params,
    answer: Description,
    run: async (_desk, { params: { company }, origin }) => ({ body: serviceProviderConfig(baseOf(origin, company)) }),
  }),
  ...LISTS.flatMap(([name, summary, described]) => [
    endpoint({
      ...scim,
      method: "GET",
      url: `${root}/${name}`,
      summary,
      params,
      answer: listOf(Description),
      async run(_desk, { params: { company }, origin }) {
        const found = described(baseOf(origin, company));
        return { body: listResponse(found, found.length, 1) };
      },
    }),
    endpoint({
      ...scim,
      method: "GET",
      url: `${root}/${name}/:id`,
      summary: `${summary}, one of them`,
      params: DescriptionParams,
      answer: Description,
      async run(_desk, { params: { company, id }, origin }) {
        const found = described(baseOf(origin, company)).find((one) => one.id === id);
        if (!found) throw resourceUnknown("description");
        return { body: found };
      },
    }),
  ]),
];

export const scimEndpoints = [...userEndpoints, ...descriptionEndpoints];
