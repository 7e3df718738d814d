import { useEffect, useState } from "react";
import { focusFirstInvalid } from "./focus-first-invalid.ts";

/**
 * Whether the form was submitted once: until then, missing values are not errors. Each attempt focuses the first error.
 */
export function useSubmitted(): readonly [
  isSubmitted: boolean,
  markSubmitted: () => void,
  forgetSubmitted: () => void,
] {
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (tries > 0) focusFirstInvalid();
  }, [tries]);
  return [tries > 0, () => setTries((tries) => tries + 1), () => setTries(0)];
}
