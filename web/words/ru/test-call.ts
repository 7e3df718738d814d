import type { testCall as english } from "../en/test-call.ts";

export const testCall: Record<keyof typeof english, string> = {};
