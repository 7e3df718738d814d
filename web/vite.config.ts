/** Builds the page into web/dist, from where the service serves it. */
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
  // The service replaces this by a fresh nonce in every response (src/page).
  html: { cspNonce: "__CSP_NONCE__" },
  build: {
    target: "es2023",
    // Icons and fonts are files, so that the content security policy needs no exception for data.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // A test bounds the first load, compressed as it is sent.
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      output: {
        // The first load is one file; what a click opens comes in files of its own.
        codeSplitting: { groups: [{ name: "first", tags: ["$initial"] }] },
      },
    },
  },
});
