/** What is around every section: the mark, the links to the sections, and what concerns the person. */
import { Burger } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Link, useLocation } from "@tanstack/react-router";
import { useEffect, type ReactNode } from "react";
import { Mark } from "../page/mark.tsx";
import { useWords } from "../words/use-words.ts";
import { Controls } from "./controls.tsx";
import { OperatorSections, useOperatorSections } from "./operator-sections.tsx";
import classes from "./frame.module.css";

type Props = Readonly<{
  /** The links to sections; by default, those of operators. */
  sections?: ReactNode;
  children: ReactNode;
}>;

/** Beside the content; in narrow windows above it, with the links behind a button. Who has no sections has just a bar. */
export function Frame({ sections, children }: Props) {
  const say = useWords();
  const ofOperator = useOperatorSections();
  const links = sections ?? (ofOperator.length > 0 && <OperatorSections sections={ofOperator} />);
  const [isOpened, { toggle, close }] = useDisclosure(false);
  const { pathname } = useLocation();
  useEffect(close, [pathname, close]);
  return (
    <>
      <a href="#section" className={classes.skip}>
        {say("frame.skip")}
      </a>
      <div className={classes.frame} data-bar={links === false || undefined}>
        <header className={classes.side}>
          <div className={classes.brand}>
            {links !== false && (
              <Burger
                opened={isOpened}
                onClick={toggle}
                hiddenFrom="md"
                size="sm"
                aria-label={say("frame.menu")}
                aria-expanded={isOpened}
              />
            )}
            <Link to="/" className={classes.title} aria-label={say("frame.title")}>
              <Mark />
              <span>{say("frame.title")}</span>
            </Link>
          </div>
          {links !== false && (
            <nav className={classes.sections} aria-label={say("frame.sections")} data-opened={isOpened || undefined}>
              {links}
            </nav>
          )}
          <Controls />
        </header>
        <main className={classes.main}>{children}</main>
      </div>
    </>
  );
}
