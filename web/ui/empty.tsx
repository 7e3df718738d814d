import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./ui.module.css";

/** Shown where there is nothing yet: what the list is for, and what to do first. */
export function Empty(props: Readonly<{ title: string; text?: string; children?: ReactNode }>) {
  return (
    <div className={classes.empty}>
      <Text fw={600}>{props.title}</Text>
      {props.text !== undefined && <Text c="dimmed">{props.text}</Text>}
      {props.children}
    </div>
  );
}
