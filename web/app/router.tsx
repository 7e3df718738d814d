/** The addresses of the page; the service serves just these (src/page). */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { NotFound } from "./not-found.tsx";
import { Shell } from "./shell.tsx";

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/companies" });
  },
});

const companies = createRoute({
  getParentRoute: () => root,
  path: "/companies",
  component: lazyRouteComponent(() => import("../company/companies-page.tsx"), "CompaniesPage"),
});

const company = createRoute({ getParentRoute: () => root, path: "/companies/$company", component: Shell });

const first = createRoute({
  getParentRoute: () => company,
  path: "/",
  beforeLoad: ({ params }) => {
    throw redirect({ to: "/companies/$company/outgoing-numbers", params });
  },
});

const outgoingNumbers = createRoute({
  getParentRoute: () => company,
  path: "outgoing-numbers",
  component: lazyRouteComponent(() => import("../outgoing/outgoing-page.tsx"), "OutgoingPage"),
});

const tree = root.addChildren([home, companies, company.addChildren([first, outgoingNumbers])]);

export const router = createRouter({ routeTree: tree, defaultPreload: "intent", scrollRestoration: true });

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
