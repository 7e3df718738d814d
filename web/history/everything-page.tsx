import { Text } from "@mantine/core";
import { Link, Navigate } from "@tanstack/react-router";
import type { Directory } from "../../src/policy/directory.ts";
import type { HistoryItem } from "../api/history.ts";
import { Frame } from "../session/frame.tsx";
import { useMay } from "../session/use-may.ts";
import { Section } from "../ui/section.tsx";
import ui from "../ui/ui.module.css";
import { useWords } from "../words/use-words.ts";
import { HistoryList } from "./history-list.tsx";
import { VerifyCard } from "./verify-card.tsx";
import classes from "./history.module.css";

/** The items bring the names of then along; there is no one directory of all companies. */
const NOBODY: Directory = { numbers: [], employees: [], departments: [] };

/** The operator's history: companies, removed ones too, trunks, keys and people. Others have no such section. */
export function EverythingPage() {
  const say = useWords();
  if (!useMay()("history.read-all")) return <Navigate to="/companies" replace />;
  return (
    <Frame>
      <div className={classes.main}>
        <Section title={say("history.all")} guide="history">
          <Text size="sm" c="dimmed" mb="sm">
            {say("history.about")}
          </Text>
          <VerifyCard />
          <HistoryList company={null} directory={NOBODY} actions={companyOf} />
        </Section>
      </div>
    </Frame>
  );
}

/** Leads to the history of the company, where changes can be undone. */
const companyOf = ({ company }: HistoryItem) =>
  company !== null && (
    <Link to="/companies/$company/history" params={{ company }} className={ui.link}>
      {company}
    </Link>
  );
