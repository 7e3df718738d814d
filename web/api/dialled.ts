import { queryOptions } from "@tanstack/react-query";
import type { ReadingAnswer } from "../../src/contract/answers.ts";
import type { Company, Device } from "../../src/policy/company.ts";
import { companyPath } from "./documents.ts";
import { request } from "./request.ts";

export type { ReadingAnswer };

/** What a dialled text means in a company with these unsaved fields, step by step. */
export const dialledQuery = (company: string, dialled: string, device: Device, settings: Company) =>
  queryOptions({
    queryKey: ["company", company, "dialled", dialled, device, diallingOf(settings)],
    queryFn: async ({ signal }) => {
      const body = { dialled, device, settings };
      return (await request<ReadingAnswer>("POST", companyPath(company, "/dialled"), { body, signal })).body;
    },
    gcTime: 30_000,
  });

/** The fields that the meaning depends on: an edit of the others asks nothing anew. */
function diallingOf({ country, areaCode, outsideLine, emergencyNumbers, trunkCodes, bare }: Company): Partial<Company> {
  return { country, areaCode, outsideLine, emergencyNumbers, trunkCodes, bare };
}
