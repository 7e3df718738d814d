/** Builds the pages of the administrator's guide from docs/guide/*.md; the "?" buttons of the page open them. */
import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { marked } from "marked";
import type { Plugin } from "vite";

const page = (language: string, title: string, content: string) => `<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title}</title>
    <link rel="stylesheet" href="/guide/guide.css" />
  </head>
  <body>
    <main>
${content}    </main>
  </body>
</html>
`;

/**
 * @param source folder of the texts, one per language (`ru.md`), and of their pictures
 * @param folder where the page is built
 */
export const guide = (source: string, folder: string): Plugin => ({
  name: "guide",
  apply: "build",
  async closeBundle() {
    mkdirSync(join(folder, "guide"), { recursive: true });
    cpSync(join(source, "pictures"), join(folder, "guide/pictures"), { recursive: true });
    for (const file of globSync("*.md", { cwd: source })) {
      const language = file.slice(0, -".md".length);
      const text = readFileSync(join(source, file), "utf8");
      const title = text.slice(2, text.indexOf("\n"));
      writeFileSync(join(folder, `guide/${language}.html`), page(language, title, await marked(text)));
    }
  },
});
