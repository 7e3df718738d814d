/** Headers of an answer to a program, should a browser show it: it loads nothing and is not framed. */
export const SAFE_TO_SHOW = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
} as const;

/** The same in the form of writeHead's list. */
export const SAFE_TO_SHOW_LIST: readonly string[] = Object.entries(SAFE_TO_SHOW).flat();
