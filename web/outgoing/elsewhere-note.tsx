import { Alert, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { problemText } from "../ui/problem-text.ts";
import ui from "../ui/ui.module.css";
import type { WordKey } from "../words/load.ts";
import { useWords } from "../words/use-words.ts";
import { useDraft } from "./draft-context.ts";

/** Warnings that can be fixed in another section. */
export function ElsewhereNote() {
  const say = useWords();
  const { company, problems } = useDraft();
  const counts = Map.groupBy(problems.get(null)?.warnings ?? [], ({ code }) => code);
  if (counts.size === 0) return null;
  return (
    <Alert color="gray" variant="outline" className={ui.note} title={say("outgoing.elsewhere")}>
      {[...counts].map(([code, { length: count }]) => {
        const section = SECTIONS[code];
        const text = problemText(say, code);
        return (
          <Text key={code} size="sm">
            {"⚠ "}
            {count > 1 ? say("outgoing.elsewhereMany", { text, count }) : text}{" "}
            {section && (
              <Link to={`/companies/$company/${section.path}`} params={{ company }} className={ui.link}>
                {say("outgoing.elsewhereLink", { section: say(section.title) })}
              </Link>
            )}
          </Text>
        );
      })}
    </Alert>
  );
}

type Section = Readonly<{ path: "company" | "employees"; title: WordKey }>;

const SECTIONS: Readonly<Partial<Record<string, Section>>> = {
  emergency_number_off: { path: "company", title: "frame.company" },
  extension_is_emergency: { path: "employees", title: "frame.employees" },
};
