import { Pill } from "../ui/pill.tsx";
import { useWords } from "../words/use-words.ts";
import classes from "./expected.module.css";
import { IconAlertTriangle, IconCircleCheck } from "../icons/icons.ts";

/** Whether an expectation holds, in colour, as a picture and as a word. @param props.isMet null: not known yet */
export function Holding({ isMet }: Readonly<{ isMet: boolean | null }>) {
  const say = useWords();
  if (isMet === null) return <span className={classes.pending}>…</span>;
  return (
    <Pill tone={isMet ? "good" : "bad"}>
      {isMet ? <IconCircleCheck size={14} aria-hidden /> : <IconAlertTriangle size={14} aria-hidden />}
      {say(isMet ? "expect.holds" : "expect.broken")}
    </Pill>
  );
}
