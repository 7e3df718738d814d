import { Section } from "../ui/section.tsx";
import { useWords } from "../words/use-words.ts";

export function OutgoingPage() {
  const say = useWords();
  return <Section title={say("frame.outgoingNumbers")}>{null}</Section>;
}
