/** The texts of the other sections in English. */
import { directory } from "./en/directory.ts";
import { numbers } from "./en/numbers.ts";
import { sheet } from "./en/sheet.ts";

export const words = { ...directory, ...numbers, ...sheet };
