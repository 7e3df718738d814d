import { Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import { Note } from "../ui/note.tsx";
import { problemText } from "../ui/problem-text.ts";
import { useWords } from "../words/use-words.ts";
import { useShownDraft } from "./draft-context.ts";
import { elsewhere, type Elsewhere } from "./logic/elsewhere.ts";

/** Warnings that can be fixed in another section. */
export function ElsewhereNote() {
  const say = useWords();
  const { fields, directory, problems } = useShownDraft();
  const counts = Map.groupBy(problems.get(null)?.warnings ?? [], ({ code }) => code);
  if (counts.size === 0) return null;
  return (
    <Note tone="warning" title={say("outgoing.elsewhere")}>
      {[...counts].map(([code, { length: count }]) => {
        const text = problemText(say, code);
        return (
          <Text key={code} size="sm">
            {count > 1 ? say("outgoing.elsewhereMany", { text, count }) : text}
            {elsewhere(code, fields, directory).map((place) => (
              <Fragment key={JSON.stringify(place)}>
                {" "}
                <PlaceLink place={place} />
              </Fragment>
            ))}
          </Text>
        );
      })}
    </Note>
  );
}

function PlaceLink({ place }: Readonly<{ place: Elsewhere }>) {
  const say = useWords();
  const { company } = useShownDraft();
  if ("section" in place)
    return (
      <Link to={`/companies/$company/${place.section}`} params={{ company }}>
        {say("outgoing.elsewhereLink", { section: say(`frame.${place.section}`) })}
      </Link>
    );
  const text = say("outgoing.showEntry", { name: place.name });
  return "employee" in place ? (
    <Link to="/companies/$company/employees/$employee" params={{ company, employee: place.employee }}>
      {text}
    </Link>
  ) : (
    <Link to="/companies/$company/departments/$department" params={{ company, department: place.department }}>
      {text}
    </Link>
  );
}
