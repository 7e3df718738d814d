import type { FastifyReply, FastifyRequest } from "fastify";
import { Refusal, type RefusalCode } from "../policy/refusal.ts";
import type { Hook } from "./app-types.ts";

/** Runs what answers a request, and counts it like a wrong key if it is refused with one of the codes. */
export type CountingWrong = <Answer>(
  request: FastifyRequest,
  reply: FastifyReply,
  work: () => Promise<Answer>,
) => Promise<Answer>;

export const countingWrong =
  (countWrongKey: Hook, wrong: ReadonlySet<RefusalCode>): CountingWrong =>
  async (request, reply, work) => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Refusal && wrong.has(error.code)) await countWrongKey(request, reply);
      throw error;
    }
  };
