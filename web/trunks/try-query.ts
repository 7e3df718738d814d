/** What a carrier would get over a trunk that is not saved, by the code that writes the headers of calls. */
import { queryOptions } from "@tanstack/react-query";
import type { Presented } from "../../src/contract/answers.ts";
import type { ForwardReason } from "../../src/policy/forward-reason.ts";
import type { Trunk } from "../api/trunks.ts";
import { request } from "../api/request.ts";

export type TriedCall = Readonly<{
  /** E.164; null: an emergency call for which there is no number. */
  shown: string | null;
  label?: string;
  /** As dialled. */
  called: string;
  /** Where it is dialled; by default, the country of the trunk's forms. */
  country?: string;
  privacy?: boolean;
  /** E.164. */
  forwardedBy?: string;
  forwardReason?: ForwardReason;
}>;

export const tryQuery = (trunk: Trunk, call: TriedCall) =>
  queryOptions({
    queryKey: ["try-trunk", trunk, call],
    queryFn: async ({ signal }) =>
      (await request<Presented>("POST", "trunks/try", { body: { trunk, ...call }, signal })).body,
    gcTime: 30_000,
  });
