/** Compiles the catalogues at build time, so that the page does not need a parser of ICU MessageFormat. */
import { parse } from "@formatjs/icu-messageformat-parser";
import type { Plugin } from "vite";

const CATALOGUE = /\/web\/words\/[\w-]+\/[\w-]+\.ts$/;
const OPTIONS = { captureLocation: false };
const PARSER = "@formatjs/icu-messageformat-parser";

export const compiledWords = (): Plugin => ({
  name: "compiled-words",
  apply: "build",
  enforce: "pre",
  resolveId: {
    order: "pre",
    handler(id, importer) {
      return id === PARSER ? this.resolve(`${PARSER}/no-parser.js`, importer, { skipSelf: true }) : null;
    },
  },
  async load(id) {
    if (!CATALOGUE.test(id)) return null;
    const catalogues = (await import(id)) as Record<string, Record<string, string>>;
    return Object.entries(catalogues)
      .map(([name, words]) => {
        const compiled = Object.entries(words).map(([key, text]) => [
          key,
          text.includes("{") ? parse(text, OPTIONS) : text,
        ]);
        return `export const ${name} = ${JSON.stringify(Object.fromEntries(compiled))};`;
      })
      .join("\n");
  },
});
