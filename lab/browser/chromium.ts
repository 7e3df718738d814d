/** Debian's Chromium, for tests, screenshots and benchmarks. */
import { chromium, type Browser } from "playwright-core";

/** Options for a browser that runs as root on a machine without a screen. */
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
