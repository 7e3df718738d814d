/** The frame of a company's settings: their sections beside what is being set. */
import { AppShell, Burger, NavLink, Text } from "@mantine/core";
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
import { useSession } from "../session/session.ts";
import { copyAsE164 } from "../ui/phone-number.tsx";
import { useWords } from "../words/use-words.ts";
import { TopBar } from "./top-bar.tsx";
import classes from "./shell.module.css";

export function Shell() {
  const say = useWords();
  const [opened, { toggle, close }] = useDisclosure(false);
  const { company } = useParams({ from: "/companies/$company" });
  const { data } = useQuery(companyQuery(company));
  const { session } = useSession();
  const several = session?.companies?.length !== 1;
  const { pathname } = useLocation();

  useEffect(close, [pathname, close]);
  useEffect(() => {
    document.addEventListener("copy", copyAsE164);
    return () => document.removeEventListener("copy", copyAsE164);
  }, []);

  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 248, breakpoint: "md", collapsed: { mobile: !opened } }}
      padding={{ base: "sm", sm: "lg" }}
    >
      <a href="#section" className={classes.skip}>
        {say("frame.skip")}
      </a>
      <AppShell.Header>
        <TopBar>
          <Burger opened={opened} onClick={toggle} hiddenFrom="md" size="sm" aria-label={say("frame.menu")} />
        </TopBar>
      </AppShell.Header>
      <AppShell.Navbar p="sm" className={classes.sections} aria-label={say("frame.sections")}>
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
        <SectionLink to="employees" icon={<IconUsers size={18} />} label={say("directory.employees")} />
        <SectionLink to="departments" icon={<IconSitemap size={18} />} label={say("directory.departments")} />
        <SectionLink to="numbers" icon={<IconPhone size={18} />} label={say("numbers.title")} />
        <SectionLink to="company" icon={<IconBuilding size={18} />} label={say("company.title")} />
        <Text size="xs" c="dimmed" fw={600} px="sm" pt="md" pb={4}>
          {say("frame.more")}
        </Text>
        <SectionLink
          to="outgoing-numbers"
          icon={<IconPhoneOutgoing size={18} />}
          label={say("frame.outgoingNumbers")}
        />
      </AppShell.Navbar>
      <AppShell.Main className={classes.main}>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}

type SectionName = "employees" | "departments" | "numbers" | "company" | "outgoing-numbers";

function SectionLink(props: Readonly<{ to: SectionName; icon: ReactNode; label: string }>) {
  const { company } = useParams({ from: "/companies/$company" });
  const { pathname } = useLocation();
  const here = pathname.split("/")[3] === props.to;
  return (
    <NavLink
      component={Link}
      to={`/companies/${encodeURIComponent(company)}/${props.to}`}
      label={props.label}
      leftSection={props.icon}
      active={here}
      aria-current={here ? "page" : undefined}
    />
  );
}
