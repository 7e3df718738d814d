import { Section } from "../ui/section.tsx";
import { useWords } from "../words/use-words.ts";

export function EmployeesPage() {
  const say = useWords();
  return <Section title={say("frame.employees")}>{null}</Section>;
}
