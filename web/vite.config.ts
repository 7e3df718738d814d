/** How the page is built: into web/dist, from where the service serves it. */
import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { compiledWords } from "./build/compiled-words.ts";
import { guide } from "./build/guide.ts";
import { phoneFormats } from "./build/phone-formats.ts";
import { precompress } from "./build/precompress.ts";

const dist = join(import.meta.dirname, "dist");

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    react(),
    compiledWords(),
    phoneFormats(),
    guide(join(import.meta.dirname, "../docs/guide"), dist),
    precompress(dist),
  ],
  // The service puts a fresh nonce here for every response (src/page).
  html: { cspNonce: "__CSP_NONCE__" },
  build: {
    target: "es2023",
    // Icons and fonts as files: the content security policy then needs no exception for data.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // The first load is bounded as it is sent, by a test.
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      output: {
        // What the first load needs is one file; what stands behind a click comes by itself.
        codeSplitting: { groups: [{ name: "first", tags: ["$initial"] }] },
      },
    },
  },
});
