/** The HTTP of a call node: decisions and monitoring; every other address is 404. */
import { knownOnceThere, type KeyRing } from "../access/key-ring.ts";
import type { MetricsText } from "../metrics.ts";
import { Refusal } from "../policy/refusal.ts";
import { enforceAccess } from "./access-rule.ts";
import type { App } from "./app-types.ts";
import { authenticate, limitWrongKeys } from "./authenticate.ts";
import { decisionRoute } from "./decision-route.ts";
import { oneLineRoute } from "./one-line-route.ts";
import { createPlainApp, type PlainAppOptions } from "./plain-app.ts";
import { operationRoutes, type Readiness } from "./operation-routes.ts";

export type NodeAppOptions = PlainAppOptions & Readonly<{ metrics: MetricsText; readiness: () => Readiness }>;

export async function createNodeApp(options: NodeAppOptions): Promise<App> {
  const { decisions, oneLine, explainError, readiness } = options;
  const requireCopy = () => {
    if (!readiness().isReady)
      throw new Refusal("storage_unavailable", "This node has not been filled yet: ask another one.", {
        retryAfter: 5,
      });
  };
  const keys: KeyRing = {
    ...options.keys,
    principal(header, address) {
      requireCopy();
      return options.keys.principal(header, address);
    },
  };
  const known = knownOnceThere(keys, () => readiness().isReady);
  const { app } = await createPlainApp({ ...options, keys: known });
  const countWrongKey = limitWrongKeys(app);
  await app.register(async (api) => {
    api.addHook("onRequest", async (_request, reply) => void reply.header("cache-control", "no-store"));
    await api.register((open: App) => oneLineRoute(open, { keys, door: oneLine, countWrongKey, explainError }));
    await api.register(async (signedIn: App) => {
      signedIn.addHook("onRequest", authenticate({ keys, sessions: null, countWrongKey }));
      signedIn.addHook("onRequest", enforceAccess);
      await decisionRoute(signedIn, decisions);
    });
  });
  operationRoutes(app, options.metrics, readiness);
  return app;
}
