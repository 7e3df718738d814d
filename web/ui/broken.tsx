import { Button } from "@mantine/core";
import { Component, type ReactNode } from "react";
import { Note } from "./note.tsx";
import { useWords } from "../words/use-words.ts";

/** The last resort: shows an error of the page itself instead of a blank window. */
export class Broken extends Component<Readonly<{ children: ReactNode }>, Readonly<{ error: unknown }>> {
  override state = { error: null as unknown };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    return this.state.error === null ? this.props.children : <BrokenNote />;
  }
}

export function BrokenNote() {
  const say = useWords();
  return (
    <Note
      tone="error"
      role="alert"
      title={say("frame.broken")}
      action={
        <Button variant="default" onClick={() => location.reload()}>
          {say("frame.reload")}
        </Button>
      }
    >
      {say("frame.brokenText")}
    </Note>
  );
}
