import type { App } from "./app-types.ts";

/** Requests in flight are answered when the service stops; requests that are still incomplete are cut off. */
const STOP_GRACE_MS = 5000;

/** A connection that was answered while the service stops is idle afterwards, and would delay the stop. */
export function stopGracefully(app: App): void {
  app.addHook("preClose", async () => {
    const closing = setInterval(() => app.server.closeIdleConnections(), 50).unref();
    const end = setTimeout(() => app.server.closeAllConnections(), STOP_GRACE_MS).unref();
    app.server.once("close", () => {
      clearInterval(closing);
      clearTimeout(end);
    });
  });
}
