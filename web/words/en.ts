/** Every text of the page in English; the Russian catalogue has the same keys. ICU MessageFormat. */
import { dialogs } from "./en/dialogs.ts";
import { directory } from "./en/directory.ts";
import { frame } from "./en/frame.ts";
import { numbers } from "./en/numbers.ts";
import { outgoing } from "./en/outgoing.ts";
import { problems } from "./en/problems.ts";
import { saving } from "./en/saving.ts";
import { sheet } from "./en/sheet.ts";
import { testCall } from "./en/test-call.ts";

export const words = {
  ...frame,
  ...outgoing,
  ...dialogs,
  ...saving,
  ...testCall,
  ...problems,
  ...directory,
  ...numbers,
  ...sheet,
};
export type WordKey = keyof typeof words;
export type Words = Readonly<Record<WordKey, string>>;
