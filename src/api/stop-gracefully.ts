import type { App } from "./app-types.ts";

/** What is in flight when the service stops is answered; whoever has not finished asking by then is cut off. */
const STOP_GRACE_MS = 5000;

/** A connection that answers while the service stops is idle after that, and would hold it up. */
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
