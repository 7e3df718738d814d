import type { ReactNode } from "react";
import classes from "./list.module.css";

type Props = Readonly<{
  label: string;
  onClick: () => void;
  /** On a phone's screen it is left out: the same is done by ticking the row. */
  isSecond?: boolean;
  isDisabled?: boolean;
  "data-whole-row"?: boolean;
  /** The icon. */
  children: ReactNode;
}>;

/** A button with an icon, in a row. A plain element, as a list may draw hundreds of them at once. */
export function RowAction({ label, onClick, isSecond = false, isDisabled = false, children, ...rest }: Props) {
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
      {...rest}
    >
      {children}
    </button>
  );
}
