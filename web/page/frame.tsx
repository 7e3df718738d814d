import type { ReactNode } from "react";
import classes from "./frame.module.css";

type Props = Readonly<{
  header: ReactNode;
  /** Beside the content; in narrow windows above it, while it is opened. */
  sections?: Readonly<{ label: string; isOpened: boolean; content: ReactNode }>;
  children: ReactNode;
}>;

/** The header, the links to the sections, and the content. */
export function Frame({ header, sections, children }: Props) {
  return (
    <>
      <header className={classes.header}>{header}</header>
      <div className={classes.below}>
        {sections && (
          <nav className={classes.sections} aria-label={sections.label} data-opened={sections.isOpened || undefined}>
            {sections.content}
          </nav>
        )}
        <main className={classes.main}>{children}</main>
      </div>
    </>
  );
}
