/** Aligns rows in columns. */

/** @param rows the first is the heading; all characters are assumed to have one width, like Latin and Cyrillic */
export function table(rows: readonly (readonly string[])[]): string {
  const clean = rows.map((row) => row.map(printable));
  const widths = clean.reduce<readonly number[]>(
    (widths, row) => row.map((cell, at) => Math.max(widths[at] ?? 0, cell.length)),
    [],
  );
  return clean
    .map(
      (row) =>
        `${row
          .map((cell, at) => cell.padEnd(widths[at]!))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
}

/** Names come from outside and must not control the terminal. */
export function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, "\uFFFD");
}
