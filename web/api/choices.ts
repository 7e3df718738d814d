import { queryOptions } from "@tanstack/react-query";
import type { Device } from "../../src/policy/company.ts";
import { companyPath } from "./documents.ts";
import { request } from "./request.ts";

type Choice = Readonly<{ number: string; label: string; default: boolean }>;

type Asked = Readonly<{
  company: string;
  employee: string;
  device: Device;
  dialled: string;
  /** Its id; null: none is named. */
  trunk: string | null;
}>;

/** The numbers that an employee may choose for a call, by the saved settings; first the one shown without a choice. */
export const choicesQuery = ({ company, employee, device, dialled, trunk }: Asked) =>
  queryOptions({
    queryKey: ["company", company, "choices", employee, device, dialled, trunk],
    queryFn: async ({ signal }) => {
      const path = companyPath(company, `/employees/${encodeURIComponent(employee)}/choices`);
      const query = new URLSearchParams({ device, dialled, ...(trunk !== null && { trunk }) });
      return (await request<{ choices: readonly Choice[] }>("GET", `${path}?${query}`, { signal })).body.choices;
    },
  });
