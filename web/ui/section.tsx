/** A section's frame: its heading, and what shows while its data is on the way or did not come. */
import { Title } from "@mantine/core";
import { QueryErrorResetBoundary } from "@tanstack/react-query";
import { Component, Suspense, useEffect, type ReactNode } from "react";
import { Failure } from "../api/failure.ts";
import { useWords } from "../words/use-words.ts";
import { FailureNote } from "./failure-note.tsx";
import { Loading } from "./loading.tsx";
import classes from "./ui.module.css";

export function Section({ title, children }: Readonly<{ title: string; children: ReactNode }>) {
  const say = useWords();
  useEffect(() => {
    document.title = `${title} · ${say("frame.title")}`;
  }, [title, say]);
  return (
    <>
      <Title order={1} size="h2" className={classes.heading} tabIndex={-1} id="section">
        {title}
      </Title>
      <QueryErrorResetBoundary>
        {({ reset }) => (
          <FailureBoundary reset={reset}>
            <Suspense fallback={<Loading />}>{children}</Suspense>
          </FailureBoundary>
        )}
      </QueryErrorResetBoundary>
    </>
  );
}

type Props = Readonly<{ reset: () => void; children: ReactNode }>;

/** Faults that are no failed requests go on to {@link Broken}. */
class FailureBoundary extends Component<Props, Readonly<{ fault: unknown }>> {
  override state = { fault: null as unknown };

  static getDerivedStateFromError(fault: unknown) {
    return { fault };
  }

  override render() {
    const { fault } = this.state;
    if (fault === null) return this.props.children;
    if (!(fault instanceof Failure)) throw fault;
    return (
      <FailureNote
        error={fault}
        again={() => {
          this.props.reset();
          this.setState({ fault: null });
        }}
      />
    );
  }
}
