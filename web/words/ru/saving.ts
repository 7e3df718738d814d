import type { saving as english } from "../en/saving.ts";

export const saving: Record<keyof typeof english, string> = {};
