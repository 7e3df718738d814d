/** The addresses of the page; the service serves just these (src/page). */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { OutgoingPage } from "../outgoing/outgoing-page.tsx";
import { loadSectionWords } from "../words/load.ts";
import { BrokenNote } from "../ui/broken.tsx";
import { later } from "../page/lazily.ts";
import { NotFound } from "./not-found.tsx";
import { Shell } from "./shell.tsx";

/** A section beside the outgoing numbers, with its texts. */
const withWords = async <Module,>(section: Promise<Module>): Promise<Module> => {
  await loadSectionWords();
  return section;
};

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
  component: lazyRouteComponent(
    later(() => withWords(import("../company/companies-page.tsx"))),
    "CompaniesPage",
  ),
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

const employees = createRoute({
  getParentRoute: () => company,
  path: "employees",
  component: lazyRouteComponent(
    later(() => withWords(import("../employees/employees-page.tsx"))),
    "EmployeesPage",
  ),
});

const employee = createRoute({
  getParentRoute: () => company,
  path: "employees/$employee",
  component: lazyRouteComponent(
    later(() => withWords(import("../employees/employee-page.tsx"))),
    "EmployeePage",
  ),
});

const departments = createRoute({
  getParentRoute: () => company,
  path: "departments",
  component: lazyRouteComponent(
    later(() => withWords(import("../departments/departments-page.tsx"))),
    "DepartmentsPage",
  ),
});

const department = createRoute({
  getParentRoute: () => company,
  path: "departments/$department",
  component: lazyRouteComponent(
    later(() => withWords(import("../departments/department-page.tsx"))),
    "DepartmentPage",
  ),
});

const numbers = createRoute({
  getParentRoute: () => company,
  path: "numbers",
  component: lazyRouteComponent(
    later(() => withWords(import("../numbers/numbers-page.tsx"))),
    "NumbersPage",
  ),
});

const fields = createRoute({
  getParentRoute: () => company,
  path: "company",
  component: lazyRouteComponent(
    later(() => withWords(import("../company/company-page.tsx"))),
    "CompanyPage",
  ),
});

const sections = [first, employees, employee, departments, department, numbers, fields, outgoingNumbers];
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
