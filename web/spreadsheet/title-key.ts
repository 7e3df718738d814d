import { foldedWords } from "../find/fold.ts";

/** A heading as it is compared: without case, punctuation, spaces and what stands in brackets. */
export function titleKey(title: string): string {
  const plain = foldedWords(title.replace(/\[[^\]]*\]|\([^)]*\)/g, "")).join("");
  return plain || foldedWords(title).join("");
}
