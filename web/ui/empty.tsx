import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { EmptyPicture } from "./empty-picture.tsx";
import classes from "./ui.module.css";

type Props = Readonly<{
  title: string;
  text?: string | undefined;
  /** The buttons to begin with. */
  children?: ReactNode;
}>;

/** Shown where there is nothing yet: what the list is for, and what to do first. */
export function Empty({ title, text, children }: Props) {
  return (
    <div className={classes.empty}>
      <EmptyPicture />
      <div className={classes.emptyText}>
        <Text fw={600}>{title}</Text>
        {text !== undefined && <Text c="dimmed">{text}</Text>}
        {children !== undefined && children !== false && <div className={classes.emptyButtons}>{children}</div>}
      </div>
    </div>
  );
}
