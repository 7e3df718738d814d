/** Requests of companies to open the blocks to their guests, and the answers to them. */
import type { Principal } from "../access/principal.ts";
import type { GuestRequest, SentGuestRequest } from "../policy/guest-request.ts";
import { blocksAreOpen } from "../policy/guests.ts";
import { ProblemList } from "../policy/problem-list.ts";
import { Refusal } from "../policy/refusal.ts";
import type { StoredCompany } from "../store/company.ts";
import type { Writes } from "../store/writes.ts";
import { existing } from "./read-company.ts";
import { refuseProblems } from "./refuse.ts";

type SavedRequest = Readonly<{ request: GuestRequest; revision: number }>;

/** @throws Refusal `company_unknown`, `guest_request_open`, `invalid_guest_request` */
export async function requestGuests(
  store: Pick<Writes, "writeCompany">,
  principal: Principal,
  company: string,
  { employees, note }: SentGuestRequest,
): Promise<SavedRequest> {
  const record = { author: principal, action: "guests.request" };
  const { result, revision } = await store.writeCompany(company, record, async (draft) => {
    const before = existing(draft.before, company);
    requireClosedGuests(before, employees);
    if ((await draft.guestRequest())?.state === "open")
      throw new Refusal("guest_request_open", "Support has not answered the last request yet.");
    const request: GuestRequest = {
      employees: employees === "all" ? null : employees,
      note,
      by: principal.name,
      at: new Date().toISOString(),
      state: "open",
      answer: null,
    };
    await draft.putGuestRequest(request);
    return request;
  });
  return { request: result, revision: revision! };
}

/** @throws Refusal `company_unknown`, `guest_request_unknown` */
export async function refuseGuests(
  store: Pick<Writes, "writeCompany">,
  principal: Principal,
  company: string,
  note: string,
): Promise<SavedRequest> {
  const record = { author: principal, action: "guests.refuse" };
  const { result, revision } = await store.writeCompany(company, record, async (draft) => {
    existing(draft.before, company);
    const request = await draft.guestRequest();
    if (request?.state !== "open")
      throw new Refusal("guest_request_unknown", "The company has no request that is open.");
    const answer = { by: principal.name, at: new Date().toISOString(), note };
    const refused: GuestRequest = { ...request, state: "refused", answer };
    await draft.putGuestRequest(refused);
    return refused;
  });
  return { request: result, revision: revision! };
}

function requireClosedGuests({ company, directory }: StoredCompany, asked: SentGuestRequest["employees"]): void {
  const closed = directory.body.employees.filter((employee) => !blocksAreOpen(employee, company.body));
  const list = new ProblemList();
  if (asked === "all") {
    if (closed.length === 0)
      list.add({
        path: "/employees",
        code: "not_a_guest",
        message: "There is no guest to whom the blocks are closed.",
      });
  } else {
    const known = new Set(directory.body.employees.map(({ id }) => id));
    const closedIds = new Set(closed.map(({ id }) => id));
    for (const [at, id] of asked.entries()) {
      const path = `/employees/${at}`;
      if (!known.has(id)) list.add({ path, code: "employee_unknown", message: `There is no employee “${id}”.` });
      else if (!closedIds.has(id))
        list.add({ path, code: "not_a_guest", message: `“${id}” is no guest to whom the blocks are closed.` });
    }
  }
  refuseProblems("invalid_guest_request", list);
}
