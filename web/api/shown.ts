/** Which numbers clients see when somebody calls. */
import { queryOptions } from "@tanstack/react-query";
import type { ShownAnswer } from "../../src/contract/answers.ts";
import { companyPath } from "./documents.ts";
import { request } from "./request.ts";

/** An employee, or a hypothetical member of one department and no other. */
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
