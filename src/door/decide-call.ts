export type * from "../decide/decide-call.ts";
