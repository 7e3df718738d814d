/** Endpoints for monitoring: liveness, readiness, metrics. */
import type { MetricsText } from "../metrics.ts";
import type { App } from "./app-types.ts";

const tags = ["Operation"];
const config = { access: { open: "Monitoring has no key, and no data of a company is shown" } };

/** The answer of /readyz. */
export type Readiness = Readonly<{ isReady: boolean; body: object }>;

/** Of a service that listens only once it can read its companies. */
export const READY: Readiness = { isReady: true, body: { status: "ready" } };

export function operationRoutes(app: App, metrics: MetricsText, readiness: () => Readiness): void {
  app.get("/healthz", { config, schema: { tags, summary: "200 while the process is alive" } }, async () => ({
    status: "ok",
  }));

  app.get(
    "/readyz",
    { config, schema: { tags, summary: "200 once decisions can be made" } },
    async (_request, reply) => {
      const { isReady, body } = readiness();
      return reply.code(isReady ? 200 : 503).send(body);
    },
  );

  app.get("/metrics", { config, schema: { tags, summary: "Prometheus text" } }, async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.metrics()),
  );
}
