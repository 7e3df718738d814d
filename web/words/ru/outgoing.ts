import type { outgoing as english } from "../en/outgoing.ts";

export const outgoing: Record<keyof typeof english, string> = {};
