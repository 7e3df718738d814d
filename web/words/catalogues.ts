/**
 * The languages of the page: each is a folder beside this file, with a line here, and has the keys of the English one.
 * What the first screen needs is fetched without the rest.
 */
export const CATALOGUES = {
  de: { first: () => import("./de/first.ts"), sections: () => import("./de/sections.ts") },
  en: { first: () => import("./en/first.ts"), sections: () => import("./en/sections.ts") },
  ru: { first: () => import("./ru/first.ts"), sections: () => import("./ru/sections.ts") },
} as const;
