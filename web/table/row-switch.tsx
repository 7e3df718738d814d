import classes from "./table.module.css";

type Props = Readonly<{ label: string; text: string; isOn: boolean; onTurn: () => void }>;

/**
 * A plain element, as a table may draw hundreds at once.
 * @param props.text its state in words, beside it where there is space
 */
export function RowSwitch({ label, text, isOn, onTurn }: Props) {
  return (
    <label className={classes.switch}>
      <input type="checkbox" role="switch" aria-label={label} checked={isOn} onChange={onTurn} />
      <span>{text}</span>
    </label>
  );
}
