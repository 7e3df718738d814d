import { useState } from "react";
import classes from "./departments.module.css";

type Props = Readonly<{ place: number; label: string; onMove: (place: number) => void }>;

/** The department's place in the order as an editable number: Enter or leaving the field moves it there. */
export function Place({ place, label, onMove }: Props) {
  const [text, setText] = useState(String(place));
  function commit(): void {
    const wanted = Number(text);
    if (Number.isInteger(wanted) && wanted >= 1 && wanted !== place) onMove(wanted);
    else setText(String(place));
  }
  return (
    <input
      type="text"
      className={classes.place}
      aria-label={label}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
      inputMode="numeric"
    />
  );
}
