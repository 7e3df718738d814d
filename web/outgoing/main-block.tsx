import { Text } from "@mantine/core";
import { memo } from "react";
import { Link } from "@tanstack/react-router";
import { Note } from "../ui/note.tsx";
import { NumberSelect } from "../ui/number-select.tsx";
import { problemText } from "../ui/problem-text.ts";
import ui from "../ui/ui.module.css";
import { sentence } from "../words/sentence.ts";
import { useWords } from "../words/use-words.ts";
import { Block } from "./block.tsx";
import { useDraft } from "./draft-context.ts";
import { setMain } from "./logic/edit.ts";
import classes from "./outgoing.module.css";
import { useFocusTarget } from "./spotlight.tsx";

export const MainBlock = memo(function MainBlock() {
  const say = useWords();
  const { company, directory, mayEdit, present, edit, problems } = useDraft();
  const block = useFocusTarget<HTMLElement>("main");
  const found = problems.get("main");
  const error = found?.errors[0];
  return (
    <Block
      ref={block}
      id="main"
      title={say("outgoing.main")}
      about={say("outgoing.mainText")}
      isEmpty={present.main === null}
    >
      {directory.numbers.length === 0 && (
        <Text size="sm" mb="sm">
          {say("outgoing.noNumbers")}{" "}
          <Link to="/companies/$company/numbers" params={{ company }} className={ui.link}>
            {say("outgoing.elsewhereLink", { section: say("frame.numbers") })}
          </Link>
        </Text>
      )}
      <NumberSelect
        label={say("outgoing.main")}
        hiddenLabel
        value={present.main}
        onChange={(number) => edit((present) => setMain(present, number))}
        directory={directory}
        readOnly={!mayEdit}
        error={error && sentence(problemText(say, error.code))}
      />
      {found?.warnings.map(({ code }) => (
        <div key={code} className={classes.under}>
          <Note tone="warning">{sentence(problemText(say, code))}</Note>
        </div>
      ))}
    </Block>
  );
});
