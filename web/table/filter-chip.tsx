import classes from "./table.module.css";
import { IconX } from "../icons/icons.ts";

type Props = Readonly<{ label: string; isOn: boolean; onToggle: (isOn: boolean) => void }>;

/** A filter that is on or off. */
export function FilterChip({ label, isOn, onToggle }: Props) {
  return (
    <button type="button" className={classes.chip} aria-pressed={isOn} onClick={() => onToggle(!isOn)}>
      {label}
      {isOn && <IconX size={14} aria-hidden />}
    </button>
  );
}
