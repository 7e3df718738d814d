import { Text } from "@mantine/core";
import type { PreviewAnswer } from "../../api/check.ts";
import { employeeById } from "../../directory/people.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { useWords } from "../../words/use-words.ts";
import { useShownDraft } from "../draft-context.ts";
import classes from "./call-list.module.css";
import { callText } from "./call-text.ts";
import { fragmentOf, type Question } from "./question.ts";
import { useCallWords } from "./use-call-words.ts";
import { IconCopy, IconLink } from "../../icons/icons.ts";

type Props = Readonly<{ question: Question; answer: PreviewAnswer; saved: PreviewAnswer | null }>;

/** Copies the test call as a link, and as text for a colleague. */
export function ShareCall({ question, answer, saved }: Props) {
  const say = useWords();
  const { directory, changes } = useShownDraft();
  const about = useCallWords();
  const employee = employeeById(directory, question.employee);
  if (!employee) return null;
  const link = new URL(`#${fragmentOf(question)}`, location.href).href;
  const isUnsaved = changes.length > 0;
  return (
    <div className={classes.share}>
      <CopyButton text={link} icon={<IconLink size={16} />}>
        {say("callText.copyLink")}
      </CopyButton>
      <CopyButton
        text={callText({ question, employee, answer, saved, isUnsaved, link }, about)}
        icon={<IconCopy size={16} />}
      >
        {say("callText.copyText")}
      </CopyButton>
      {isUnsaved && (
        <Text size="xs" c="dimmed">
          {say("callText.linkIsSaved")}
        </Text>
      )}
    </div>
  );
}
