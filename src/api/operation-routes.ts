/** Endpoints for monitoring: liveness, readiness, metrics. */
import type { Registry } from "prom-client";
import type { App } from "./app-types.ts";

const tags = ["Operation"];

export function operationRoutes(app: App, metrics: Registry): void {
  app.get("/healthz", { schema: { tags, summary: "200 while the process is alive" } }, async () => ({ status: "ok" }));

  // The service listens only once it can read its companies, so it is ready whenever it answers.
  app.get("/readyz", { schema: { tags, summary: "200 once decisions can be made" } }, async () => ({
    status: "ready",
  }));

  app.get("/metrics", { schema: { tags, summary: "Prometheus text" } }, async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.metrics()),
  );
}
