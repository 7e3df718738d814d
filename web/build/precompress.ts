/** Compresses the built files once, at maximum compression: the service sends them as they are. */
import { readFileSync, globSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

/** In bytes; smaller files gain nothing. */
const WORTH_IT = 1024;

export const precompress = (folder: string): Plugin => ({
  name: "precompress",
  apply: "build",
  closeBundle() {
    for (const name of globSync("assets/*.{js,css,svg,json}", { cwd: folder })) {
      const file = join(folder, name);
      const content = readFileSync(file);
      if (content.length < WORTH_IT) continue;
      writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
      writeFileSync(`${file}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
    }
  },
});
