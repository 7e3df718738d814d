/** What clients see of somebody, as the service answers it. */
import { queryOptions } from "@tanstack/react-query";
import type { ShownFrom } from "../../src/preview/shown.ts";
import type { Place } from "./check.ts";
import { companyPath } from "./documents.ts";
import { request } from "./request.ts";

type ShownAnswer = Readonly<{ places: readonly Place[]; devices: readonly ShownFrom[] }>;

/** Of an employee, or of somebody who is in a department alone. */
export type ShownSubject = Readonly<{ employee: string } | { department: string }>;

export const shownQuery = (company: string, subject: ShownSubject) =>
  queryOptions({
    queryKey: ["company", company, "shown", subject],
    queryFn: async ({ signal }) => {
      const path = companyPath(company, "/outgoing-numbers/shown");
      return (await request<ShownAnswer>("POST", path, { body: subject, signal })).body;
    },
    staleTime: 0,
  });
