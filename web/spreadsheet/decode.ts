/** The text of a file that somebody has saved from a spreadsheet. */

/** UTF-8 or, by its mark, UTF-16; what is neither is taken for Windows-1251, which Russian spreadsheets write. */
export function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1251").decode(bytes);
  }
}
