/** The frame around the sections of a company, with the links between them. */
import { Burger, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import IconBuilding from "@tabler/icons-react/dist/esm/icons/IconBuilding.mjs";
import IconPhone from "@tabler/icons-react/dist/esm/icons/IconPhone.mjs";
import IconPhoneOutgoing from "@tabler/icons-react/dist/esm/icons/IconPhoneOutgoing.mjs";
import IconSitemap from "@tabler/icons-react/dist/esm/icons/IconSitemap.mjs";
import IconUsers from "@tabler/icons-react/dist/esm/icons/IconUsers.mjs";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useLocation, useParams } from "@tanstack/react-router";
import { useEffect, type ReactNode } from "react";
import { companyQuery } from "../api/documents.ts";
import { useCompanies } from "../session/use-may.ts";
import { copyAsE164 } from "../ui/copy-e164.ts";
import { useWords } from "../words/use-words.ts";
import { Frame } from "../page/frame.tsx";
import { fetchAll } from "../page/lazily.ts";
import { TopBar } from "../session/top-bar.tsx";
import classes from "./shell.module.css";

export function Shell() {
  const say = useWords();
  const [opened, { toggle, close }] = useDisclosure(false);
  const { company } = useParams({ from: "/companies/$company" });
  const { pathname } = useLocation();

  useEffect(close, [pathname, close]);
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
      <a href="#section" className={classes.skip}>
        {say("frame.skip")}
      </a>
      <Frame
        header={
          <TopBar>
            <Burger
              opened={opened}
              onClick={toggle}
              hiddenFrom="md"
              size="sm"
              aria-label={say("frame.menu")}
              aria-expanded={opened}
            />
          </TopBar>
        }
        sections={{ label: say("frame.sections"), isOpened: opened, content: <Sections company={company} /> }}
      >
        <Outlet />
      </Frame>
    </>
  );
}

function Sections({ company }: Readonly<{ company: string }>) {
  const say = useWords();
  const { data } = useQuery(companyQuery(company));
  const several = useCompanies()?.length !== 1;
  return (
    <>
      <Text fw={600} px="sm" pt="xs" lineClamp={3} title={data?.body.name}>
        {data?.body.name ?? company}
      </Text>
      {several && (
        <Text size="sm" px="sm" pb="sm">
          <Link to="/companies" className={classes.another}>
            {say("frame.anotherCompany")}
          </Link>
        </Text>
      )}
      <SectionLink to="employees" icon={<IconUsers size={18} />} label={say("frame.employees")} />
      <SectionLink to="departments" icon={<IconSitemap size={18} />} label={say("frame.departments")} />
      <SectionLink to="numbers" icon={<IconPhone size={18} />} label={say("frame.numbers")} />
      <SectionLink to="company" icon={<IconBuilding size={18} />} label={say("frame.company")} />
      <Text size="xs" c="dimmed" fw={600} px="sm" pt="md" pb={4}>
        {say("frame.more")}
      </Text>
      <SectionLink to="outgoing-numbers" icon={<IconPhoneOutgoing size={18} />} label={say("frame.outgoingNumbers")} />
    </>
  );
}

type SectionName = "employees" | "departments" | "numbers" | "company" | "outgoing-numbers";

function SectionLink(props: Readonly<{ to: SectionName; icon: ReactNode; label: string }>) {
  const { company } = useParams({ from: "/companies/$company" });
  const { pathname } = useLocation();
  const here = pathname.split("/")[3] === props.to;
  return (
    <Link
      to={`/companies/$company/${props.to}`}
      params={{ company }}
      className={classes.section}
      aria-current={here ? "page" : undefined}
    >
      {props.icon}
      {props.label}
    </Link>
  );
}
