/** How the page changes one number: by its own endpoint, which makes the replacement in the same step. */
import { companyPath, directoryQuery } from "../api/documents.ts";
import { queryClient } from "../api/query-client.ts";
import { request } from "../api/request.ts";
import { forgetWhatFollows } from "../directory/save-directory.ts";

type Change = Readonly<{ label?: string; on?: boolean; replaceWith?: string }>;

async function send(company: string, method: "PATCH" | "PUT" | "DELETE", number: string, body?: object): Promise<void> {
  await request(method, companyPath(company, `/numbers/${encodeURIComponent(number)}`), body && { body });
  await queryClient.invalidateQueries({ queryKey: directoryQuery(company).queryKey });
  forgetWhatFollows(company);
}

export const changeNumber = (company: string, number: string, change: Change) => send(company, "PATCH", number, change);

/** Adding and removing requires the permission "directory.numbers". */
export const addNumber = (company: string, number: string, label: string) =>
  send(company, "PUT", number, { label, on: true });

export const removeNumber = (company: string, number: string) => send(company, "DELETE", number);
