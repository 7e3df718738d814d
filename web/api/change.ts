/** Changes of a company, which break nothing that it expects of its calls unless the person wants them all the same. */
import { companyPath } from "./documents.ts";
import { unmetKey } from "./expectations.ts";
import { noteSaved } from "./last-saved.ts";
import { tellOtherTabs } from "./other-tabs.ts";
import { queryClient } from "./query-client.ts";
import { RequestFailed, type ProblemDetails } from "./request-failed.ts";
import { request } from "./request.ts";
import type { Answer, Method, More } from "./send.ts";

/** A change that was refused because of what it would break. */
export type Breaking = Readonly<{ company: string; problem: ProblemDetails }>;

let ask: (breaking: Breaking) => Promise<boolean> = () => Promise.resolve(false);

/** Sets, once at the start of the page, how the person is asked whether a change is made all the same. */
export function askBeforeBreakingBy(way: typeof ask): void {
  ask = way;
}

/**
 * Sends a change of a company.
 * @param rest of the path below the company
 * @throws RequestFailed if it is refused; see {@link isDeclined}
 */
export async function change<T>(
  company: string,
  method: Exclude<Method, "GET">,
  rest: string,
  more?: Pick<More, "body" | "ifMatch">,
): Promise<Answer<T>> {
  const path = companyPath(company, rest);
  const answer = await send();
  void queryClient.invalidateQueries({ queryKey: unmetKey(company) });
  tellOtherTabs(company);
  noteSaved(company, answer.body);
  return answer;

  async function send(): Promise<Answer<T>> {
    try {
      return await request<T>(method, path, { ...more, prefer: "handling=strict" });
    } catch (error) {
      if (!isBreaking(error) || !(await ask({ company, problem: error.problem }))) throw error;
      return request<T>(method, path, more);
    }
  }
}

const isBreaking = (error: unknown): error is RequestFailed =>
  error instanceof RequestFailed && error.problem.code === "expectation_broken";

/** Whether the person was asked and has decided against the change: nothing has to be said about it any more. */
export const isDeclined: (error: unknown) => boolean = isBreaking;
