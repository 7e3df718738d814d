import { useMemo } from "react";
import type { Directory } from "../../src/policy/directory.ts";
import type { HistoryItem } from "../api/history.ts";
import { writePhone } from "../ui/phone-number.tsx";
import { useLanguage, useWords } from "../words/use-words.ts";
import { calledIn } from "./access-words.ts";
import { changeWords } from "./change-words.ts";

const NO_NAMES: HistoryItem["names"] = {};

const NONE: HistoryItem["changes"] = [];

/**
 * @param names what things were called at the time of the changes, if it is known
 * @param changes of the same write
 */
export function useChangeWords(directory: Directory, names = NO_NAMES, changes = NONE) {
  const say = useWords();
  const language = useLanguage();
  return useMemo(
    () => changeWords({ names, called: calledIn(changes), directory, say, language, writePhone }),
    [names, changes, directory, say, language],
  );
}
