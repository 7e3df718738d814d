import { Stack, Title } from "@mantine/core";
import { useId, type ReactNode } from "react";
import { ExplanationSign, ExplanationText, useExplanation } from "./about.tsx";
import classes from "./ui.module.css";

type Explained = Readonly<{
  title: string;
  /** What it is for; a «?» shows it once there is something in it. */
  about: string;
  /** The section of the guide about it. */
  guide: string;
  isEmpty: boolean;
  children: ReactNode;
}>;

/** A list in a part of a section, which says what it is for. */
export function ExplainedPart({ title, about, guide, isEmpty, children }: Explained) {
  const id = useId();
  const explanation = useExplanation(isEmpty);
  return (
    <section aria-labelledby={id} className={classes.card}>
      <Stack gap="sm" align="stretch">
        <div className={classes.partHead}>
          <Title order={2} id={id}>
            {title}
          </Title>
          <ExplanationSign about={title} explanation={explanation} />
        </div>
        <ExplanationText explanation={explanation} guide={guide}>
          {about}
        </ExplanationText>
        {children}
      </Stack>
    </section>
  );
}

/** A part of a section, with a heading of its own. */
export function Part({ title, children }: Readonly<{ title: string; children: ReactNode }>) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={classes.card}>
      <Stack gap="sm" align="stretch">
        <Title order={2} id={id}>
          {title}
        </Title>
        {children}
      </Stack>
    </section>
  );
}
