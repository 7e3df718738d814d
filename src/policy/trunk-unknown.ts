import { excerpt } from "./excerpt.ts";
import { Refusal } from "./refusal.ts";

export const trunkUnknown = (trunk: string) => new Refusal("trunk_unknown", `There is no trunk “${excerpt(trunk)}”.`);
