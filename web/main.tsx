/** The entry point of the page. */
// Before all else, so that the styles of the page's own components come after Mantine's.
import "./app/styles.ts";
import { setNonce } from "get-nonce";
import { createRoot } from "react-dom/client";
import { nonce } from "./app/nonce.ts";
import { Page } from "./app/page.tsx";
import { loadWords } from "./words/load.ts";
import { rememberedLanguage } from "./words/language.ts";

// For react-remove-scroll, which stops the page behind a dialog from scrolling with a style element of its own.
setNonce(nonce);

const language = rememberedLanguage();
const words = await loadWords(language);
createRoot(document.getElementById("page")!).render(<Page language={language} words={words} />);
