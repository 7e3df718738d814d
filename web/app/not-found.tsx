import { Text } from "@mantine/core";
import { Section } from "../ui/section.tsx";
import { useWords } from "../words/use-words.ts";

export function NotFound() {
  const say = useWords();
  return (
    <Section title={say("frame.notFound")}>
      <Text>{say("frame.notFoundText")}</Text>
    </Section>
  );
}
