import { Link, useLocation } from "@tanstack/react-router";
import { Suspense } from "react";
import type { Permission } from "../../src/access/permission.ts";
import { lazily } from "../page/lazily.ts";
import classes from "../page/sections.module.css";
import type { WordKey } from "../words/load.ts";
import { useWords } from "../words/use-words.ts";
import { useMay } from "./use-may.ts";

const OperatorIcon = lazily(() => import("./operator-icon.tsx"), "OperatorIcon");

const SECTIONS = [
  ["/companies", "companies.list", "frame.companies"],
  ["/trunks", "trunks.manage", "frame.trunks"],
  ["/guest-requests", "guests.answer", "frame.guestRequests"],
  ["/people", "people.read", "frame.access"],
  ["/keys", "keys.manage", "frame.keys"],
  ["/nodes", "nodes.manage", "frame.nodes"],
  ["/security", "security.manage", "frame.security"],
  ["/history", "history.read-all", "frame.history"],
] as const satisfies readonly (readonly [to: string, permission: Permission, title: WordKey])[];

type OperatorSection = (typeof SECTIONS)[number];

/** What operators and their support have besides the companies; with a single one, there is nothing to choose. */
export function useOperatorSections(): readonly OperatorSection[] {
  const may = useMay();
  const open = SECTIONS.filter(([, permission]) => may(permission));
  return open.length < 2 ? [] : open;
}

export function OperatorSections({ sections }: Readonly<{ sections: readonly OperatorSection[] }>) {
  const say = useWords();
  const { pathname } = useLocation();
  return sections.map(([to, , title]) => (
    <Link key={to} to={to} className={classes.section} aria-current={pathname === to ? "page" : undefined}>
      <span className={classes.icon}>
        <Suspense>
          <OperatorIcon of={to} />
        </Suspense>
      </span>
      {say(title)}
    </Link>
  ));
}
