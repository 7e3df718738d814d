/** Guests: to whom the blocks are open, who opened them, and the requests to support to do so. */
import { z } from "zod";
import { GuestList, GuestRequestList, GuestRequestWritten } from "../contract/answers.ts";
import type { Employee } from "../policy/directory.ts";
import { Note, SentGuestRequest } from "../policy/guest-request.ts";
import { blocksAreOpen, WHOLE_COMPANY } from "../policy/guests.ts";
import { refuseGuests, requestGuests } from "../settings/guest-requests.ts";
import { readCompany } from "../settings/read-company.ts";
import type { BlocksSetting } from "../store/guests.ts";
import { endpoint } from "./endpoint.ts";
import { CompanyParams, Limit } from "./parameters.ts";

const tag = "Guests";
const url = "/api/v1/companies/:company/guests";
const Page = z.strictObject({ after: z.string().optional(), limit: Limit });

export const guestEndpoints = [
  endpoint({
    method: "GET",
    url,
    tag,
    summary: "The guests by id, to which of them the blocks are open, who opened them and when",
    permissions: ["guests.read"],
    params: CompanyParams,
    query: Page,
    answer: GuestList,
    async run({ store }, { params, query }) {
      const { company, directory } = await readCompany(store, params.company);
      const settings = await store.blocksSettings(params.company);
      const guests = directory.body.employees
        .filter(({ id, guest }) => guest && id > (query.after ?? ""))
        .sort((a, b) => (a.id < b.id ? -1 : 1));
      const page = guests.slice(0, query.limit);
      return {
        body: {
          guests: company.body.guests,
          items: page.map((guest) => ({
            id: guest.id,
            name: guest.name,
            open: blocksAreOpen(guest, company.body),
            substitution: guest.substitution ?? null,
            ...settingOf(guest, settings),
          })),
          next: page.length < guests.length ? page.at(-1)!.id : null,
          request: await store.guestRequest(params.company),
        },
      };
    },
  }),
  endpoint({
    method: "POST",
    url: `${url}/request`,
    tag,
    summary: "Asks support to open the blocks to guests",
    permissions: ["guests.request"],
    changesCalls: false,
    params: CompanyParams,
    body: SentGuestRequest,
    answer: GuestRequestWritten,
    async run({ store }, { principal, params, body }) {
      const { request, revision } = await requestGuests(store, principal, params.company, body);
      return { body: { ...request, revision } };
    },
  }),
  endpoint({
    method: "POST",
    url: `${url}/refuse`,
    tag,
    summary: "Refuses the open request of a company; opening the blocks grants it",
    permissions: ["guests.answer"],
    changesCalls: false,
    params: CompanyParams,
    body: z.strictObject({ note: Note.default("") }),
    answer: GuestRequestWritten,
    async run({ store }, { principal, params, body }) {
      const { request, revision } = await refuseGuests(store, principal, params.company, body.note);
      return { body: { ...request, revision } };
    },
  }),
  endpoint({
    method: "GET",
    url: "/api/v1/guest-requests",
    tag,
    summary: "The open requests of all companies, ordered by company",
    permissions: ["guests.answer"],
    query: Page,
    answer: GuestRequestList,
    async run({ store }, { query }) {
      const open = await store.openGuestRequests(query.after ?? null, query.limit);
      const requests = open.map(({ company, companyName, request: { employees, note, by, at } }) => ({
        company,
        companyName,
        employees,
        note,
        by,
        at,
      }));
      return { body: { requests, next: open.length === query.limit ? open.at(-1)!.company : null } };
    },
  }),
];

/** Without a `substitution` of their own, what was set last holds: for the company, or by clearing theirs. */
function settingOf(
  { id, substitution }: Employee,
  settings: ReadonlyMap<string, BlocksSetting>,
): Readonly<{ by: string | null; at: string | null }> {
  const [own, whole] = [settings.get(id), settings.get(WHOLE_COMPANY)];
  const isOwn = substitution !== undefined || whole === undefined || (own !== undefined && own.at > whole.at);
  return (isOwn ? own : whole) ?? { by: null, at: null };
}
