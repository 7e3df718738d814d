import type { Say } from "../words/say.ts";

/** «2, 5 и ещё 33». @param most that are named; beyond, they are counted */
export function listText(things: readonly (string | number)[], most: number, say: Say): string {
  const list = things.slice(0, most).join(", ");
  return things.length > most ? say("sheet.more", { list, count: things.length - most }) : list;
}
