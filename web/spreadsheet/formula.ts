/** Text that spreadsheets would take for a formula, and the apostrophe by which they are told that it is text. */

/** Signs with which a formula begins, full-width ones among them. */
const SIGN = "[=+\\-@＝＋－＠]";

/**
 * Where a cell begins for a spreadsheet that divides cells otherwise than the file does: it cuts at any of these, even
 * within quotes.
 */
const CUT = String.raw`[;,\t\r\n][\s"]*`;

const AT_START = new RegExp(`^(?=[\\t\\r]|\\s*(?:'|${SIGN}))`);
const WITHIN = new RegExp(`(?='*${SIGN})(?<=${CUT})`, "g");
const MARKED_WITHIN = new RegExp(`'(?='*${SIGN})(?<=${CUT}')`, "g");

/** A cell that stays text, wherever it is cut. */
export const markText = (cell: string): string => cell.replace(AT_START, "'").replace(WITHIN, "'");

/** The same of what stands behind a semicolon in its cell. */
export const markItem = (item: string): string => `;${item}`.replace(WITHIN, "'").slice(1);

/** A cell as it was before {@link markText}. */
export const unmarked = (cell: string): string => cell.replace(MARKED_WITHIN, "").replace(/^\s*' ?/, "");
