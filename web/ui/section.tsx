/** The frame of a section: its heading, and what is shown while its data loads or if it fails to. */
import { Title } from "@mantine/core";
import { QueryErrorResetBoundary } from "@tanstack/react-query";
import { Component, Suspense, useEffect, useMemo, useState, type ReactNode } from "react";
import { whenBack } from "../api/connection.ts";
import { isUnreachable, RequestFailed } from "../api/request-failed.ts";
import { useWords } from "../words/use-words.ts";
import { ExplanationSign, SectionExplanation, type Explanation } from "./about.tsx";
import { FailureNote } from "./failure-note.tsx";
import { HelpLink } from "./help-link.tsx";
import { Loading } from "./loading.tsx";
import classes from "./ui.module.css";

type SectionProps = Readonly<{
  title: string;
  /** The section of the guide about it; the «?» opens it, or what an {@link About} in the section says. */
  guide?: string;
  children: ReactNode;
}>;

export function Section({ title, guide, children }: SectionProps) {
  const say = useWords();
  useEffect(() => {
    document.title = `${title} · ${say("frame.title")}`;
  }, [title, say]);
  const [explanation, setExplanation] = useState<Explanation | null>(null);
  const about = useMemo(() => (guide === undefined ? null : { guide, become: setExplanation }), [guide]);
  return (
    <>
      <div className={classes.heading}>
        <Title order={1} className={classes.title} tabIndex={-1} id="section">
          {title}
        </Title>
        {guide !== undefined &&
          (explanation === null ? (
            <HelpLink about={title} section={guide} />
          ) : (
            <ExplanationSign about={title} explanation={explanation} />
          ))}
      </div>
      <QueryErrorResetBoundary>
        {({ reset }) => (
          <FailureBoundary reset={reset}>
            <SectionExplanation value={about}>
              <Suspense fallback={<Loading />}>{children}</Suspense>
            </SectionExplanation>
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

  override componentDidMount() {
    this.#stop = whenBack(() => isUnreachable(this.state.error) && this.#again());
  }

  override componentWillUnmount() {
    this.#stop();
  }

  #stop = () => {};

  #again = () => {
    this.props.reset();
    this.setState({ error: null });
  };

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    if (!(error instanceof RequestFailed)) throw error;
    return <FailureNote error={error} again={this.#again} />;
  }
}
