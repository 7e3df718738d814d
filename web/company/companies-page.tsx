import { Section } from "../ui/section.tsx";
import { useWords } from "../words/use-words.ts";

export function CompaniesPage() {
  const say = useWords();
  return <Section title={say("frame.companies")}>{null}</Section>;
}
