/** The API documentation: OpenAPI 3.1, and a page that shows it. */
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import { jsonSchemaTransform } from "fastify-type-provider-zod";
import { registerOpen, ruleOf } from "./access-rule.ts";
import type { App } from "./app-types.ts";

/** Register it before the routes that it describes. */
export async function describeApi(app: App, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Callas",
        version,
        description: "Decides which of a company's numbers the callee sees.",
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      components: { securitySchemes: { key: { type: "http", scheme: "bearer" } } },
      security: [{ key: [] }],
    },
    transform(route) {
      const { schema, url } = jsonSchemaTransform(route);
      const rule = ruleOf(route.route);
      return { schema: { ...schema, "x-permission": "permissions" in rule ? rule.permissions : rule }, url };
    },
  });
  await registerOpen(app, "The documentation is the same for everybody", async (scope) => {
    await scope.register(swaggerUi, { routePrefix: "/api/docs" });
    scope.get("/api/v1/openapi.json", { schema: { hide: true } }, async () => app.swagger());
  });
}
