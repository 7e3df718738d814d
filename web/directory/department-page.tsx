import { Section } from "../ui/section.tsx";
import { useWords } from "../words/use-words.ts";

export function DepartmentPage() {
  const say = useWords();
  return <Section title={say("frame.departments")}>{null}</Section>;
}
