/** Who may use a route. Every route says it, or the service does not start. */
import type { FastifyRequest, RouteOptions } from "fastify";
import { requirePermission, type Permission } from "../access/permission.ts";
import type { App } from "./app-types.ts";

export type AccessRule = Readonly<
  /** All are needed: in the company of the address if there is one, otherwise in any. */
  | { permissions: readonly Permission[] }
  /** Everybody with a key or a session may; the text says why. */
  | { signedIn: string }
  /** Everybody may; the text says why. */
  | { open: string }
>;

/** A hook for after authentication: the one place that enforces the permissions of routes. */
export async function enforceAccess({ routeOptions, principal, params }: FastifyRequest): Promise<void> {
  const rule = ruleOf(routeOptions);
  if (!("permissions" in rule)) return;
  const { company } = params as { company?: string };
  for (const permission of rule.permissions) requirePermission(principal, permission, company);
}

/** Add it before any route. */
export function requireAccessRules(app: App): void {
  const routes: RouteOptions[] = [];
  app.addHook("onRoute", (route) => void routes.push(route));
  // Only then have scopes told the rule of the routes that a plugin adds.
  app.addHook("onReady", async () => routes.forEach(ruleOf));
}

/** Registers a plugin that adds routes of its own, which everybody may use. */
export async function registerOpen(app: App, open: string, register: (scope: App) => Promise<void>): Promise<void> {
  await app.register(async (scope: App) => {
    scope.addHook("onRoute", (route) => {
      route.config = { ...route.config, access: { open } };
    });
    await register(scope);
  });
}

type Route = Readonly<{ method?: unknown; url?: string | undefined; config?: { access?: AccessRule } }>;

/** @throws Error if the route does not say who may use it */
export function ruleOf({ method, url, config }: Route): AccessRule {
  const rule = config?.access;
  if (rule && (!("permissions" in rule) || rule.permissions.length > 0)) return rule;
  throw new Error(`${String(method)} ${url} does not say who may use it.`);
}
