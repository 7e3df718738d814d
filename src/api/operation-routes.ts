/** What an operator's tools ask: life, readiness, metrics, a backup. */
import { createReadStream, readdirSync, rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { isOperator, requireRight } from "../access/access.ts";
import type { Metrics } from "../metrics.ts";
import type { ApiContext, App } from "./context.ts";

const UNFINISHED_BACKUP = ".backup-";

const tags = ["Operation"];

export function operationRoutes(app: App, metrics: Metrics): void {
  app.get("/healthz", { schema: { tags, summary: "200 while the process lives" } }, async () => ({ status: "ok" }));

  // The service listens only once its companies are in memory: whoever reaches it gets decisions.
  app.get("/readyz", { schema: { tags, summary: "200 once decisions can be made" } }, async () => ({
    status: "ready",
  }));

  app.get("/metrics", { schema: { tags, summary: "Prometheus text" } }, async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
}

export function backupRoute(app: App, { store, workFolder }: ApiContext): void {
  // Left by a process that was killed while it made one.
  for (const name of readdirSync(workFolder))
    if (name.startsWith(UNFINISHED_BACKUP)) rmSync(join(workFolder, name), { recursive: true });

  app.get(
    "/api/v1/backup",
    { schema: { tags, summary: "A consistent copy of the database, made while serving" } },
    async (request, reply) => {
      requireRight(isOperator(request.access), "make a backup");
      const folder = await mkdtemp(join(workFolder, UNFINISHED_BACKUP));
      const file = join(folder, "callas.sqlite");
      const remove = () => rm(folder, { recursive: true, force: true });
      try {
        await store.backup(file);
        const stream = createReadStream(file);
        stream.on("close", () => void remove());
        return reply.type("application/vnd.sqlite3").send(stream);
      } catch (error) {
        await remove();
        throw error;
      }
    },
  );
}
