import { useEffect, useRef, useState } from "react";
import { errorsOf, NO_ERRORS } from "../api/field-errors.ts";
import { focusFirstInvalid } from "./focus-first-invalid.ts";
import { useWords } from "../words/use-words.ts";

/** The state of a save: on its way, refused or done. */
export function useSaving() {
  const say = useWords();
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState(NO_ERRORS);

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
   * @param pointer to the form's object in the request body; null: there is no form
   * @param work throws RequestFailed if it is refused
   * @returns whether it is done and the form is still there: the person may have left it meanwhile
   */
  async function save(pointer: string | null | (() => string), work: () => Promise<unknown>): Promise<boolean> {
    setBusy(true);
    setErrors(NO_ERRORS);
    try {
      await work();
      return isThere.current;
    } catch (error) {
      setErrors(errorsOf(error, typeof pointer === "function" ? pointer() : pointer, say));
      return false;
    } finally {
      setBusy(false);
    }
  }

  return { busy, errors, save };
}
