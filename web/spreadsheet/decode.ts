/** The text of a file that was saved from a spreadsheet. */

/**
 * Reads UTF-16 if it has a byte order mark, or else UTF-8; what is neither is read as Windows-1251, which Russian
 * spreadsheets write.
 */
export function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1251").decode(bytes);
  }
}
