/** Protects text from being taken for a formula: spreadsheets read a cell that begins with an apostrophe as text. */

/** Signs with which a formula begins, full-width ones among them. */
const SIGN = "[=+\\-@＝＋－＠]";

/** Where a cell may begin for a spreadsheet that expects another separator: it splits there, even within quotes. */
const CUT = String.raw`[;,\t\r\n][\s"]*`;

const AT_START = new RegExp(`^(?=[\\t\\r]|\\s*(?:'|${SIGN}))`);
const WITHIN = new RegExp(`(?='*${SIGN})(?<=${CUT})`, "g");
/** Looks back first: a cell may be millions of apostrophes, and each would look ahead to the last. */
const MARKED_WITHIN = new RegExp(`'(?<=${CUT}')(?='*${SIGN})`, "g");

/** Marks a cell so that it stays text, wherever a spreadsheet splits it. */
export const markText = (cell: string): string => cell.replace(AT_START, "'").replace(WITHIN, "'");

/** The same for an item that follows a semicolon in its cell. */
export const markItem = (item: string): string => `;${item}`.replace(WITHIN, "'").slice(1);

/** Undoes {@link markText}. */
export const unmarked = (cell: string): string => cell.replace(MARKED_WITHIN, "").replace(/^\s*' ?/, "");
