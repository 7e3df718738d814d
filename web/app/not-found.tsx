import { Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Section } from "../ui/section.tsx";
import ui from "../ui/ui.module.css";
import { useWords } from "../words/use-words.ts";
import { Frame } from "../session/frame.tsx";
import { homeAddress } from "../session/session.ts";

export function NotFound() {
  const say = useWords();
  const home = homeAddress();
  return (
    <Frame>
      <Section title={say("frame.notFound")}>
        <Text>{say("frame.notFoundText")}</Text>
        <Link to={home} activeOptions={{ exact: true }} className={ui.link}>
          {say(home === "/me" ? "frame.own" : "frame.allCompanies")}
        </Link>
      </Section>
    </Frame>
  );
}
