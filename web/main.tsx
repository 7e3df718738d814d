/** Where the page begins. */
// First of all, so that the styles of the parts of the page come after them.
import "./app/styles.ts";
import { setNonce } from "get-nonce";
import { createRoot } from "react-dom/client";
import { nonce } from "./app/nonce.ts";
import { Page } from "./app/page.tsx";
import { loadWords } from "./words/load.ts";
import { rememberedLanguage } from "./words/language.ts";

// For react-remove-scroll, which keeps the page still behind a dialog by a style of its own.
setNonce(nonce);

const language = rememberedLanguage();
const words = await loadWords(language);
createRoot(document.getElementById("page")!).render(<Page language={language} words={words} />);
