import { useEffect, useRef, useState } from "react";
import { isDeclined } from "../api/change.ts";
import { errorsOf, NO_ERRORS } from "../api/field-errors.ts";
import { focusFirstInvalid } from "./focus-first-invalid.ts";
import { toast } from "../ui/toasts.ts";
import type { WordKey } from "../words/load.ts";
import { useWords } from "../words/use-words.ts";

/** The state of a save: on its way, refused or done. */
export function useSaving() {
  const say = useWords();
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState(NO_ERRORS);

  /** Hides what was said of the last save: the next one may be refused. */
  const hide = useRef(() => {});
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
   * @param work throws RequestFailed if it is refused; false: it is not done, and the form says why
   * @param done the message once it is done; null: something else says so
   * @returns whether it is done and the form is still there: the person may have left it meanwhile
   */
  async function save(
    pointer: string | null | (() => string),
    work: () => Promise<unknown>,
    done: WordKey | null = "common.saved",
  ): Promise<boolean> {
    hide.current();
    setBusy(true);
    setErrors(NO_ERRORS);
    try {
      const isDone = (await work()) !== false;
      if (isDone && done !== null) hide.current = toast(say(done));
      return isDone && isThere.current;
    } catch (error) {
      if (!isDeclined(error)) setErrors(errorsOf(error, typeof pointer === "function" ? pointer() : pointer, say));
      return false;
    } finally {
      setBusy(false);
    }
  }

  return { busy, errors, save };
}
