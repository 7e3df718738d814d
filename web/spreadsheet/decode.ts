/** The text of a file that was saved from a spreadsheet or another system. */
import { analyse } from "chardet";

/** The encodings that a file can be read in, by the names of the Encoding Standard. */
export const ENCODINGS = [
  "utf-8",
  "utf-16le",
  "utf-16be",
  "windows-1251",
  "windows-1252",
  "windows-1250",
  "koi8-r",
  "ibm866",
] as const;
export type Encoding = (typeof ENCODINGS)[number];

export const decode = (bytes: Uint8Array, encoding: Encoding = encodingOf(bytes)): string =>
  new TextDecoder(encoding).decode(bytes);

/** Bytes that are looked at: the encoding of a list shows early. */
const LOOKED_AT = 256 * 1024;

/**
 * UTF-16 and UTF-8 by their marks or their form. What is neither is Windows-1251, which Russian spreadsheets write, or
 * Windows-1252, which western ones write; the others have to be chosen by hand.
 */
export function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  if (isUtf8(bytes)) return looksLikeUtf16(bytes) ?? "utf-8";
  return looksLikeUtf16(bytes) ?? windowsOf(bytes.subarray(0, LOOKED_AT));
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** UTF-16 without its mark: separators and Latin letters have an empty half, Cyrillic letters one that is 4. */
function looksLikeUtf16(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  if (bytes.length < 4 || bytes.length % 2 === 1) return null;
  const seen = bytes.subarray(0, LOOKED_AT);
  const share = (half: 0 | 1) => {
    let high = 0;
    let empty = 0;
    for (let at = half; at < seen.length; at += 2) {
      if (seen[at] === 0) empty++;
      if (seen[at]! <= 4) high++;
    }
    return empty === 0 ? 0 : high / (seen.length / 2);
  };
  if (share(1) > 0.75) return "utf-16le";
  return share(0) > 0.75 ? "utf-16be" : null;
}

/**
 * Decides by how the words look in either encoding. Where that says nothing ("ÄÖÜ" is "ДЦЬ", and a list may be all
 * capitals), the frequency of letters decides.
 */
function windowsOf(bytes: Uint8Array): "windows-1251" | "windows-1252" {
  const cyrillic = cyrillicWords(decode(bytes, "windows-1251"));
  const latin = latinWords(decode(bytes, "windows-1252"));
  if (cyrillic !== latin) return cyrillic > latin ? "windows-1251" : "windows-1252";
  const confidence = (...names: readonly string[]) =>
    Math.max(0, ...analyse(bytes).flatMap(({ name, confidence }) => (names.includes(name) ? [confidence] : [])));
  return confidence("ISO-8859-1", "windows-1252") > confidence("windows-1251", "ISO-8859-5")
    ? "windows-1252"
    : "windows-1251";
}

/** Words with letters beyond ASCII; one letter alone says nothing. */
const words = (text: string) => (text.match(/\p{L}{2,}/gu) ?? []).filter((word) => /[^\0-\x7f]/.test(word));

/** Words of Cyrillic letters alone, less those with others among them, as in "Jьrgen". */
const cyrillicWords = (text: string) =>
  words(text).reduce((sum, word) => sum + (/^\p{Script=Cyrillic}+$/u.test(word) ? 1 : -1), 0);

/** Words with some letters that have an accent, less those in which every letter has one, as in "Èâàí". */
const latinWords = (text: string) => words(text).reduce((sum, word) => sum + (/[a-z]/i.test(word) ? 1 : -1), 0);
