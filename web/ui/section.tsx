/** The frame of a section: its heading, and what is shown while its data loads or if it fails to. */
import { Title } from "@mantine/core";
import { QueryErrorResetBoundary } from "@tanstack/react-query";
import { Component, Suspense, useEffect, type ReactNode } from "react";
import { RequestFailed } from "../api/request-failed.ts";
import { useWords } from "../words/use-words.ts";
import { FailureNote } from "./failure-note.tsx";
import { HelpLink } from "./help-link.tsx";
import { Loading } from "./loading.tsx";
import classes from "./ui.module.css";

type SectionProps = Readonly<{
  title: string;
  /** The section of the guide about it. */
  guide?: string;
  children: ReactNode;
}>;

export function Section({ title, guide, children }: SectionProps) {
  const say = useWords();
  useEffect(() => {
    document.title = `${title} · ${say("frame.title")}`;
  }, [title, say]);
  return (
    <>
      <div className={classes.heading}>
        <Title order={1} size="h2" className={classes.title} tabIndex={-1} id="section">
          {title}
        </Title>
        {guide !== undefined && <HelpLink about={title} section={guide} />}
      </div>
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

/** Errors other than failed requests go on to {@link Broken}. */
class FailureBoundary extends Component<Props, Readonly<{ error: unknown }>> {
  override state = { error: null as unknown };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    if (!(error instanceof RequestFailed)) throw error;
    return (
      <FailureNote
        error={error}
        again={() => {
          this.props.reset();
          this.setState({ error: null });
        }}
      />
    );
  }
}
