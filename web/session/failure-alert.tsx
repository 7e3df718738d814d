import { Note } from "../ui/note.tsx";

/** A place that is there from the beginning, so that what appears in it is read out. */
export function FailureAlert({ text }: Readonly<{ text: string | null }>) {
  return <div role="alert">{text !== null && <Note tone="error">{text}</Note>}</div>;
}
