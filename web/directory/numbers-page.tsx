import { Section } from "../ui/section.tsx";
import { useWords } from "../words/use-words.ts";

export function NumbersPage() {
  const say = useWords();
  return <Section title={say("frame.numbers")}>{null}</Section>;
}
