import { Section } from "../ui/section.tsx";
import { useWords } from "../words/use-words.ts";

export function CompanyPage() {
  const say = useWords();
  return <Section title={say("frame.company")}>{null}</Section>;
}
