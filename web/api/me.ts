/** The signed-in person's own calls, for those who are an employee of a company. */
import { queryOptions } from "@tanstack/react-query";
import type { MeAnswer } from "../../src/contract/answers.ts";
import { queryClient } from "./query-client.ts";
import { request } from "./request.ts";

export type { MeAnswer };

export const meQuery = queryOptions({
  queryKey: ["me", "calls"],
  queryFn: async ({ signal }) => (await request<MeAnswer>("GET", "me", { signal })).body,
});

/** What the person may set; null clears it. */
export type OwnSettings = Partial<Pick<MeAnswer, "choice" | "withhold">>;

/** @throws RequestFailed; what is shown is then read again, as something else may have changed */
export async function saveOwn(settings: OwnSettings): Promise<void> {
  try {
    queryClient.setQueryData(meQuery.queryKey, (await request<MeAnswer>("PUT", "me", { body: settings })).body);
  } catch (error) {
    void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
    throw error;
  }
}
