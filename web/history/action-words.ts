import { isWordKey } from "../words/load.ts";
import type { Say } from "../words/use-words.ts";

/** What kind of a write it was: "Outgoing numbers", "Undone: Employee". */
export function actionWords(action: string, say: Say): string {
  const key = `history.action.${action}`;
  if (isWordKey(key)) return say(key);
  if (action.endsWith(".undo")) {
    const undone = actionWords(action.slice(0, -".undo".length), say);
    return say("history.action.undo", { action: undone });
  }
  const kind = `history.action.${action.split(".")[0]}`;
  return isWordKey(kind) ? say(kind) : action;
}
