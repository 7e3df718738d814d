/** Callas as it runs below node_modules, where Node does not strip types: the checkout's files, with JavaScript in src. */
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { dirname, join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** npm adds these to any package. */
const ALWAYS = ["README.md", "LICENSE"];

/** What an installed package needs of package.json. No `private`: only this form can be published. */
const FIELDS = ["name", "version", "description", "keywords", "license", "bin", "type", "dependencies", "engines"];

/** A quoted file name in an import or a `new URL(…, import.meta.url)`. */
const SOURCE_NAME = /"([\w./-]+)\.ts"/g;

/**
 * Empties the folder and fills it. Lines keep their numbers, so that a stack trace fits the source.
 * @throws Error if the page was not built
 */
export function stagePackage(folder: string): void {
  if (!existsSync(join(root, "web/dist/index.html"))) throw new Error("The page is missing: npm run build");
  rmSync(folder, { recursive: true, force: true });
  const project = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<string, unknown>;
  for (const name of [...(project["files"] as readonly string[]), ...ALWAYS])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  for (const name of globSync("src/**/*.ts", { cwd: folder })) {
    writeFileSync(
      join(folder, name.replace(/\.ts$/, ".js")),
      namingScripts(stripTypeScriptTypes(readFileSync(join(folder, name), "utf8"))),
    );
    rmSync(join(folder, name));
  }
  for (const name of globSync("bin/*.js", { cwd: folder }))
    writeFileSync(join(folder, name), namingScripts(readFileSync(join(folder, name), "utf8")));
  const kept = Object.fromEntries(FIELDS.map((field) => [field, project[field]]));
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(kept, null, 2)}\n`);
}

const namingScripts = (code: string) => code.replaceAll(SOURCE_NAME, '"$1.js"');

/** Copies what `dependencies` needs from the checkout's node_modules, in the versions of package-lock.json. */
export function stageDependencies(folder: string): void {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
    packages: Readonly<Record<string, Readonly<{ dev?: boolean }>>>;
  };
  for (const [path, { dev }] of Object.entries(lock.packages)) {
    if (path === "" || dev === true || !existsSync(join(root, path))) continue;
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    cpSync(join(root, path), join(folder, path), {
      recursive: true,
      verbatimSymlinks: true,
      // Packages inside a package have lines of their own in the lock file.
      filter: (from) => !from.slice(join(root, path).length).includes("/node_modules"),
    });
  }
}
