const MOST = 100;

/** Shortens a text from outside so that a message can show it. */
export const excerpt = (text: string) => (text.length > MOST ? `${text.slice(0, MOST)}…` : text);
