import { Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Section } from "../ui/section.tsx";
import ui from "../ui/ui.module.css";
import { useWords } from "../words/use-words.ts";
import { Frame } from "../session/frame.tsx";

export function NotFound() {
  const say = useWords();
  return (
    <Frame>
      <Section title={say("frame.notFound")}>
        <Text>{say("frame.notFoundText")}</Text>
        <Link to="/companies" activeOptions={{ exact: true }} className={ui.link}>
          {say("frame.allCompanies")}
        </Link>
      </Section>
    </Frame>
  );
}
