import { Button } from "@mantine/core";
import { useWords } from "../../words/use-words.ts";
import { useFirstSteps } from "./use-first-steps.ts";

type Props = Readonly<{ isOpened: boolean; onToggle: () => void }>;

/** Opens and folds the first steps of a company that has done those that matter. Once all are done, it is gone. */
export function FirstStepsLink({ isOpened, onToggle }: Props) {
  const say = useWords();
  const steps = useFirstSteps();
  const done = steps.filter(({ isDone }) => isDone).length;
  if (done === steps.length && !isOpened) return null;
  return (
    <Button variant="transparent" size="compact-md" px={0} aria-expanded={isOpened} onClick={onToggle}>
      {say("outgoing.firstSteps", { done, all: steps.length })}
    </Button>
  );
}
