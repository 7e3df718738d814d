/** A person's own calls, for those who are an employee of a company. */
import type { Principal } from "../access/principal.ts";
import { MeAnswer, MeWritten } from "../contract/answers.ts";
import { Refusal } from "../policy/refusal.ts";
import { EmployeeFields } from "../policy/update-directory.ts";
import { ownCalls } from "../preview/own-calls.ts";
import { changeOwn } from "../settings/change-directory.ts";
import { readCompany } from "../settings/read-company.ts";
import { bodiesOf, revisionOf, type StoredCompany } from "../store/company.ts";
import { endpoint } from "./endpoint.ts";

const tag = "Me";
const url = "/api/v1/me";

export const meEndpoints = [
  endpoint({
    method: "GET",
    url,
    tag,
    summary: "What clients see from each of the caller's own devices, and what they may choose",
    permissions: ["me.read"],
    answer: MeAnswer,
    async run({ store }, { principal }) {
      const { company, id } = employeeOf(principal);
      const stored = await readCompany(store, company);
      return { body: answerOf(stored, id, revisionOf(stored)), etag: stored.directory.revision };
    },
  }),
  endpoint({
    method: "PUT",
    url,
    tag,
    summary: "Sets the caller's standing choice, and whether they withhold their number",
    description:
      "An absent field keeps its value, null clears it. `expectations` lists those about the caller's own calls.",
    permissions: ["me.write"],
    changesCalls: "own",
    body: EmployeeFields.pick({ choice: true, withhold: true }),
    answer: MeWritten,
    async run({ store }, { principal, precondition, body }) {
      const { company, id } = employeeOf(principal);
      const { stored, revision } = await changeOwn(store, { principal, company, precondition }, id, body);
      return { body: answerOf(stored, id, revision), etag: stored.directory.revision };
    },
  }),
];

function employeeOf({ employee }: Principal): NonNullable<Principal["employee"]> {
  if (employee === null) throw new Refusal("forbidden", "You are not an employee of a company.");
  return employee;
}

function answerOf(stored: StoredCompany, id: string, revision: number) {
  const employee = stored.directory.body.employees.find((employee) => employee.id === id);
  if (!employee) throw new Refusal("employee_unknown", "The company has no such employee any more.");
  const { name, extension, guest } = employee;
  return {
    revision,
    company: { id: stored.id, name: stored.company.body.name },
    employee: { id, name, extension, guest },
    ...ownCalls(bodiesOf(stored), employee),
  };
}
