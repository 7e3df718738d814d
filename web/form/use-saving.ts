import { useEffect, useRef, useState } from "react";
import { errorsOf, NO_ERRORS } from "../api/field-errors.ts";
import { focusFirstInvalid } from "./focus-first-invalid.ts";
import { useWords } from "../words/use-words.ts";

/** What became of a form that is saved at once: on its way, refused, done. */
export function useSaving() {
  const say = useWords();
  const [busy, setBusy] = useState(false);
  const [errors, setFaults] = useState(NO_ERRORS);

  const isThere = useRef(true);
  useEffect(() => {
    isThere.current = true;
    return () => {
      isThere.current = false;
    };
  }, []);

  useEffect(() => {
    if (errors.fields.size > 0) focusFirstInvalid();
  }, [errors]);

  /**
   * @param pointer where the form's thing stands in what is sent; null: there is no form
   * @param work throws a Failure where it is refused
   * @returns whether it is done and the form still there: who has left it may have opened another meanwhile
   */
  async function save(pointer: string | null | (() => string), work: () => Promise<unknown>): Promise<boolean> {
    setBusy(true);
    setFaults(NO_ERRORS);
    try {
      await work();
      return isThere.current;
    } catch (error) {
      setFaults(errorsOf(error, typeof pointer === "function" ? pointer() : pointer, say));
      return false;
    } finally {
      setBusy(false);
    }
  }

  return { busy, errors, save };
}
