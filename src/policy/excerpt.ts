const MOST = 100;

/** A text from outside, short enough to be shown in a message. */
export const excerpt = (text: string) => (text.length > MOST ? `${text.slice(0, MOST)}…` : text);
