/** The controls of a row: plain elements, as a table may draw hundreds of them at once. */
import type { ReactNode } from "react";
import classes from "./table.module.css";

type ActionProps = Readonly<{
  label: string;
  onClick: () => void;
  /** On a phone's screen it is left out: the same is done by ticking the row. */
  isSecond?: boolean;
  isDisabled?: boolean;
  /** The icon. */
  children: ReactNode;
}>;

export function RowAction({ label, onClick, isSecond = false, isDisabled = false, children }: ActionProps) {
  return (
    <button
      type="button"
      className={classes.action}
      aria-label={label}
      title={label}
      data-second={isSecond || undefined}
      // Not `disabled`, by which a button loses the focus that it has.
      aria-disabled={isDisabled || undefined}
      onClick={() => !isDisabled && onClick()}
    >
      {children}
    </button>
  );
}

type SwitchProps = Readonly<{ label: string; text: string; isOn: boolean; onTurn: () => void }>;

/** @param props.text its state in words, beside it where there is space */
export function RowSwitch({ label, text, isOn, onTurn }: SwitchProps) {
  return (
    <label className={classes.switch}>
      <input type="checkbox" role="switch" aria-label={label} checked={isOn} onChange={onTurn} />
      <span>{text}</span>
    </label>
  );
}
