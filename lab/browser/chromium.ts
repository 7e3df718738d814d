/** Debian's Chromium, for tests, pictures and figures. */
import { chromium, type Browser } from "playwright-core";

/** What a browser as root, on a machine without a screen, has to be told. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS });
