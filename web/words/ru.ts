/** Every text of the page in Russian. */
import type { Words } from "./en.ts";
import { dialogs } from "./ru/dialogs.ts";
import { directory } from "./ru/directory.ts";
import { frame } from "./ru/frame.ts";
import { numbers } from "./ru/numbers.ts";
import { outgoing } from "./ru/outgoing.ts";
import { problems } from "./ru/problems.ts";
import { saving } from "./ru/saving.ts";
import { sheet } from "./ru/sheet.ts";
import { testCall } from "./ru/test-call.ts";

export const words: Words = {
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
