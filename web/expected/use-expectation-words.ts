import { useMemo } from "react";
import type { Directory } from "../../src/policy/directory.ts";
import { writePhone } from "../ui/phone-number.tsx";
import { useLanguage, useWords } from "../words/use-words.ts";
import { expectationWords, type ExpectationWords } from "./expectation-words.ts";

/** @param directory whose people and numbers are named */
export function useExpectationWords(directory: Directory): ExpectationWords {
  const say = useWords();
  const language = useLanguage();
  return useMemo(() => expectationWords({ directory, say, language, writePhone }), [directory, say, language]);
}
