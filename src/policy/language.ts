/** The languages that the service writes to people in. */
export const LANGUAGES = ["de", "en", "ru"] as const;
export type Language = (typeof LANGUAGES)[number];
