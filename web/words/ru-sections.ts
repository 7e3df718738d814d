/** The texts of the other sections in Russian. */
import { directory } from "./ru/directory.ts";
import { numbers } from "./ru/numbers.ts";
import { sheet } from "./ru/sheet.ts";

export const words = { ...directory, ...numbers, ...sheet };
