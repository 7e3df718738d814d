/** The addresses of the page; the service serves just these (src/page/serve-page.ts). */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import type { FunctionComponent } from "react";
import { OutgoingPage } from "../outgoing/outgoing-page.tsx";
import { later } from "../page/lazily.ts";
import { returnToKeptAddress } from "../session/kept-address.ts";
import { homeAddress, mustEnrol } from "../session/session.ts";
import { BrokenNote } from "../ui/broken.tsx";
import { loadSectionWords } from "../words/load.ts";
import { NotFound } from "./not-found.tsx";
import { Shell } from "./shell.tsx";

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFound,
  // Who has to set up a second factor may do nothing else, and gets to where that is done.
  beforeLoad: ({ location }) => {
    if (mustEnrol() && location.pathname !== "/account") throw redirect({ to: "/account", replace: true });
  },
});

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: homeAddress() });
  },
});

type Load<Name extends string> = () => Promise<Readonly<Record<Name, FunctionComponent>>>;

/**
 * A section that is not in the first load, with its texts.
 * @param name of the exported component
 */
function lazySection<Name extends string>(load: Load<Name>, name: Name) {
  const loadWithWords = async () => {
    const section = load();
    await loadSectionWords();
    return section;
  };
  return lazyRouteComponent(later(loadWithWords), name);
}

const companies = createRoute({
  getParentRoute: () => root,
  path: "/companies",
  component: lazySection(() => import("../company/companies-page.tsx"), "CompaniesPage"),
});

const trunks = createRoute({
  getParentRoute: () => root,
  path: "/trunks",
  component: lazySection(() => import("../trunks/trunks-page.tsx"), "TrunksPage"),
});

/** What one may do without a company. */
const others = [
  createRoute({
    getParentRoute: () => root,
    path: "/me",
    component: lazySection(() => import("../own/own-page.tsx"), "OwnPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/guest-requests",
    component: lazySection(() => import("../guests/guest-requests-page.tsx"), "GuestRequestsPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/people",
    component: lazySection(() => import("../access/people-page.tsx"), "EverybodyPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/keys",
    component: lazySection(() => import("../access/keys-page.tsx"), "KeysPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/nodes",
    component: lazySection(() => import("../nodes/nodes-page.tsx"), "NodesPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/security",
    component: lazySection(() => import("../access/security-page.tsx"), "SecurityPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/history",
    component: lazySection(() => import("../history/everything-page.tsx"), "EverythingPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/account",
    component: lazySection(() => import("../account/account-page.tsx"), "AccountPage"),
  }),
] as const;

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
  component: OutgoingPage,
});

/** A section of a company. */
const section = <Path extends string, Name extends string>(path: Path, load: Load<Name>, name: Name) =>
  createRoute({ getParentRoute: () => company, path, component: lazySection(load, name) });

const history = createRoute({
  getParentRoute: () => company,
  path: "history",
  component: lazySection(() => import("../history/history-page.tsx"), "HistoryPage"),
  // An alert leads to one write.
  validateSearch: ({ revision }: Readonly<Record<string, unknown>>): Readonly<{ revision?: number }> =>
    Number.isSafeInteger(revision) && Number(revision) > 0 ? { revision: Number(revision) } : {},
});

const sections = [
  first,
  section("employees", () => import("../employees/employees-page.tsx"), "EmployeesPage"),
  section("employees/$employee", () => import("../employees/employee-page.tsx"), "EmployeePage"),
  section("departments", () => import("../departments/departments-page.tsx"), "DepartmentsPage"),
  section("departments/$department", () => import("../departments/department-page.tsx"), "DepartmentPage"),
  section("numbers", () => import("../numbers/numbers-page.tsx"), "NumbersPage"),
  section("company", () => import("../company/company-page.tsx"), "CompanyPage"),
  section("expectations", () => import("../expectations/expectations-page.tsx"), "ExpectationsPage"),
  history,
  section("alerts", () => import("../watching/watching-page.tsx"), "WatchingPage"),
  section("people", () => import("../access/people-page.tsx"), "CompanyPeoplePage"),
  outgoingNumbers,
];
const tree = root.addChildren([home, companies, trunks, ...others, company.addChildren(sections)]);

returnToKeptAddress();

export const router = createRouter({
  routeTree: tree,
  defaultPreload: "intent",
  defaultErrorComponent: BrokenNote,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
