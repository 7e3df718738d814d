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
import { BrokenNote } from "../ui/broken.tsx";
import { loadSectionWords } from "../words/load.ts";
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

const sections = [
  first,
  section("employees", () => import("../employees/employees-page.tsx"), "EmployeesPage"),
  section("employees/$employee", () => import("../employees/employee-page.tsx"), "EmployeePage"),
  section("departments", () => import("../departments/departments-page.tsx"), "DepartmentsPage"),
  section("departments/$department", () => import("../departments/department-page.tsx"), "DepartmentPage"),
  section("numbers", () => import("../numbers/numbers-page.tsx"), "NumbersPage"),
  section("company", () => import("../company/company-page.tsx"), "CompanyPage"),
  outgoingNumbers,
];
const tree = root.addChildren([home, companies, company.addChildren(sections)]);

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
