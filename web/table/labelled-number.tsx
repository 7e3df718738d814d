import { PhoneNumber } from "../ui/phone-number.tsx";
import { useWords } from "../words/use-words.ts";
import classes from "./table.module.css";

type Props = Readonly<{
  number: string;
  /** Empty: it has none. */
  label: string;
  isOff?: boolean;
  /** Not their own: it is dimmed. */
  isInherited?: boolean;
}>;

/** A number with its label, in one line. */
export function LabelledNumber({ number, label, isOff = false, isInherited = false }: Props) {
  const say = useWords();
  return (
    <span data-inherited={isInherited || undefined} className={classes.number}>
      <PhoneNumber e164={number} />
      {label !== "" && <span className={classes.label}>{label}</span>}
      {isOff && <span className={classes.label}>{say("common.off")}</span>}
    </span>
  );
}
