/** The frame around the sections of a company, with the links between them. */
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useLocation, useParams } from "@tanstack/react-router";
import { Suspense, useEffect, useId, useMemo, type ReactNode } from "react";
import { companyQuery, directoryQuery, outgoingNumbersQuery } from "../api/documents.ts";
import { RequestFailed } from "../api/request-failed.ts";
import { BreakingQuestion } from "../expected/breaking-question.tsx";
import { ExpectedMark } from "../expected/expected-mark.tsx";
import { useCompanies, useMay } from "../session/use-may.ts";
import { copyAsE164 } from "../ui/copy-e164.ts";
import { useWords } from "../words/use-words.ts";
import { fetchAll, lazily } from "../page/lazily.ts";
import sections from "../page/sections.module.css";
import { Frame } from "../session/frame.tsx";
import { SectionMark } from "./section-mark.tsx";
import { sectionsWithWarnings } from "./section-warnings.ts";
import classes from "./shell.module.css";
import {
  IconBell,
  IconBuilding,
  IconHistory,
  IconPhone,
  IconPhoneOutgoing,
  IconShieldCheck,
  IconSitemap,
  IconUserShield,
  IconUsers,
} from "../icons/icons.ts";

const SectionData = lazily(() => import("./section-data.tsx"), "SectionData");

export function Shell() {
  const { company } = useParams({ from: "/companies/$company" });
  useEffect(() => {
    const touches = ["pointerdown", "keydown"] as const;
    for (const touch of touches) document.addEventListener(touch, fetchAll);
    document.addEventListener("copy", copyAsE164);
    return () => {
      for (const touch of touches) document.removeEventListener(touch, fetchAll);
      document.removeEventListener("copy", copyAsE164);
    };
  }, []);

  return (
    <>
      <Frame sections={<Sections company={company} />}>
        <Outlet />
      </Frame>
      <BreakingQuestion />
    </>
  );
}

function Sections({ company }: Readonly<{ company: string }>) {
  const say = useWords();
  const { data, error } = useQuery(companyQuery(company));
  const may = useMay();
  const several = useCompanies()?.length !== 1;
  // What a section has loaded, or SectionData.
  const { data: directory } = useQuery({ ...directoryQuery(company), enabled: false });
  const { data: outgoing } = useQuery({ ...outgoingNumbersQuery(company), enabled: false });
  const warned = useMemo(
    () => sectionsWithWarnings(outgoing?.body.warnings ?? [], directory?.body),
    [outgoing, directory],
  );
  // An id in the address is not the name of a company, and has no sections.
  if (error instanceof RequestFailed && error.problem.code === "company_unknown") return null;
  return (
    <>
      <Suspense>
        <SectionData key={company} company={company} />
      </Suspense>
      <div className={classes.company}>
        <span className={classes.initials} aria-hidden>
          {initialsOf(data?.body.name ?? "")}
        </span>
        <div className={classes.which}>
          <div className={classes.name} title={data?.body.name}>
            {data?.body.name}
          </div>
          {several && <Link to="/companies">{say("frame.anotherCompany")}</Link>}
        </div>
      </div>
      <SectionGroup label={say("frame.settings")}>
        <SectionLink to="employees" icon={<IconUsers size={18} />} label={say("frame.employees")}>
          <SectionMark count={directory?.body.employees.length} isWarned={warned.has("employees")} />
        </SectionLink>
        <SectionLink to="departments" icon={<IconSitemap size={18} />} label={say("frame.departments")}>
          <SectionMark count={directory?.body.departments.length} isWarned={warned.has("departments")} />
        </SectionLink>
        <SectionLink to="numbers" icon={<IconPhone size={18} />} label={say("frame.numbers")}>
          <SectionMark count={directory?.body.numbers.length} />
        </SectionLink>
        <SectionLink to="company" icon={<IconBuilding size={18} />} label={say("frame.company")}>
          <SectionMark isWarned={warned.has("company")} />
        </SectionLink>
        {may("people.read", company) && (
          <SectionLink to="people" icon={<IconUserShield size={18} />} label={say("frame.access")} />
        )}
        <SectionGroup label={say("frame.more")}>
          <SectionLink
            to="outgoing-numbers"
            icon={<IconPhoneOutgoing size={18} />}
            label={say("frame.outgoingNumbers")}
          >
            <SectionMark isWarned={warned.has("outgoing-numbers")} />
          </SectionLink>
          {may("expectations.read", company) && (
            <SectionLink to="expectations" icon={<IconShieldCheck size={18} />} label={say("frame.expectations")}>
              <ExpectedMark company={company} />
            </SectionLink>
          )}
          {may("history.read", company) && (
            <SectionLink to="history" icon={<IconHistory size={18} />} label={say("frame.history")} />
          )}
          {may("watching.manage", company) && (
            <SectionLink to="alerts" icon={<IconBell size={18} />} label={say("frame.watching")} />
          )}
        </SectionGroup>
      </SectionGroup>
    </>
  );
}

/** Of its first two words. */
const initialsOf = (name: string) =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.match(/./u)?.[0].toUpperCase() ?? "")
    .join("");

/** Links, or further groups of them, under a common caption. */
function SectionGroup({ label, children }: Readonly<{ label: string; children: ReactNode }>) {
  const caption = useId();
  return (
    <div role="group" aria-labelledby={caption} className={sections.group}>
      <div id={caption} className={sections.caption}>
        {label}
      </div>
      {children}
    </div>
  );
}

type SectionName =
  | "employees"
  | "departments"
  | "numbers"
  | "company"
  | "people"
  | "outgoing-numbers"
  | "expectations"
  | "history"
  | "alerts";

type LinkProps = Readonly<{
  to: SectionName;
  icon: ReactNode;
  label: string;
  /** A mark behind the label. */
  children?: ReactNode;
}>;

function SectionLink(props: LinkProps) {
  const { company } = useParams({ from: "/companies/$company" });
  const { pathname } = useLocation();
  const here = pathname.split("/")[3] === props.to;
  return (
    <Link
      to={`/companies/$company/${props.to}`}
      params={{ company }}
      className={sections.section}
      aria-current={here ? "page" : undefined}
    >
      {props.icon}
      <span>{props.label}</span>
      {props.children}
    </Link>
  );
}
