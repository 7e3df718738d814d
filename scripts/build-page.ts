/** `npm run build`, also run by `npm ci`: builds web/dist, which the service serves. */
const root = new URL("../web", import.meta.url).pathname;

const vite = await import("vite").catch((error: NodeJS.ErrnoException) => {
  // `npm ci --omit=dev` with a page that was built before.
  if (error.code === "ERR_MODULE_NOT_FOUND") return null;
  throw error;
});
if (vite) await vite.build({ root, configFile: `${root}/vite.config.ts`, logLevel: "warn" });
else console.warn("The page was not rebuilt: the development packages are not installed.");
