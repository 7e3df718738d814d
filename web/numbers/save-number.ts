/** How the page changes one number: by its own endpoint, which makes the replacement in the same step. */
import { change } from "../api/change.ts";
import { directoryQuery } from "../api/documents.ts";
import { queryClient } from "../api/query-client.ts";
import { forgetWhatFollows } from "../directory/save-directory.ts";

export type NumberChange = Readonly<{
  label?: string;
  on?: boolean;
  replaceWith?: string;
  /** Requires the permission "directory.confirm". */
  confirmed?: boolean;
  /** Requires the permission "directory.trunks". */
  trunks?: readonly string[];
}>;

/** What becomes of the entries of a number that is removed; by default they stay. */
export type LeftEntries = Readonly<{ entries: "remove" } | { replaceWith: string } | Record<string, never>>;

async function send(
  company: string,
  method: "PATCH" | "PUT" | "DELETE",
  number: string,
  { body, query = "" }: Readonly<{ body?: object; query?: string }>,
): Promise<void> {
  await change(company, method, `/numbers/${encodeURIComponent(number)}${query}`, body && { body });
  await queryClient.invalidateQueries({ queryKey: directoryQuery(company).queryKey });
  forgetWhatFollows(company);
}

export const changeNumber = (company: string, number: string, change: NumberChange) =>
  send(company, "PATCH", number, { body: change });

/** Adding and removing requires the permission "directory.numbers". */
export const addNumber = (company: string, number: string, label: string) =>
  send(company, "PUT", number, { body: { label, on: true } });

export const removeNumber = (company: string, number: string, left: LeftEntries) =>
  send(company, "DELETE", number, { query: `?${new URLSearchParams(left)}` });
