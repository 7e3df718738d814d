import { useEffect, useState } from "react";
import { focusFirstInvalid } from "./focus-first-invalid.ts";

/** Whether it was tried to give a form: until then, what is missing is no fault. Each try leads to the first fault. */
export function useSubmitted(): readonly [isSubmitted: boolean, markSubmitted: () => void] {
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (tries > 0) focusFirstInvalid();
  }, [tries]);
  return [tries > 0, () => setTries((tries) => tries + 1)];
}
