import type { Say } from "../words/say.ts";

/**
 * "2, 5 and 33 more".
 * @param most how many are listed; the rest is counted
 */
export function listText(things: readonly (string | number)[], most: number, say: Say): string {
  const list = things.slice(0, most).join(", ");
  return things.length > most ? say("sheet.more", { list, count: things.length - most }) : list;
}
