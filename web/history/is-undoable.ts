import type { HistoryItem } from "../api/history.ts";

/** The documents of which changes can be taken back. */
const DOCUMENTS = /^\/(?:company\/|directory\b|outgoing-numbers\b|expectations\b)/;

export const isUndoable = ({ changes }: HistoryItem): boolean => changes.some(({ path }) => DOCUMENTS.test(path));
