import type { Directory } from "../../src/policy/directory.ts";
import { useDirectory, type Read } from "../api/documents.ts";
import { useCompanyId } from "../page/company-id.ts";
import { saveDirectory } from "./save-directory.ts";
import { isSame } from "../form/fields.ts";
import { SavedInBetween } from "../form/save-over.ts";
import { useFields } from "../form/use-fields.ts";
import { useSaving } from "../form/use-saving.ts";

/**
 * A form for one employee or department, which is saved into the directory as it is stored by then.
 * @param start the fields when the form was opened
 * @param stored the fields in a directory, undefined if it was removed; null: something new
 */
export function useDirectoryForm<T extends object>(start: T, stored: ((directory: Directory) => T | undefined) | null) {
  const company = useCompanyId();
  const { body: directory, etag } = useDirectory(company);
  const present = stored ? stored(directory) : start;
  const form = useFields({ body: present ?? start, etag });
  const { busy, errors, save } = useSaving();

  function isUnchanged(directory: Directory): boolean {
    if (stored === null) return true;
    const present = stored(directory);
    return present !== undefined && isSame(present, form.base.body);
  }

  /**
   * @param pointer to the form's object in the edited directory
   * @returns whether it is saved; if somebody else has changed it meanwhile, see `conflict` and `isGone`
   */
  async function submit(pointer: () => string, edit: (directory: Directory) => Directory): Promise<boolean> {
    let isSaved = false;
    await save(pointer, async () => {
      try {
        await saveDirectory(company, { edit, isUnchanged });
        isSaved = true;
      } catch (error) {
        if (stored === null || !(error instanceof SavedInBetween)) throw error;
        const newer = error.newer as Read<Directory>;
        const theirs = stored(newer.body);
        if (theirs) form.onConflict(new SavedInBetween({ body: theirs, etag: newer.etag }, error.problem));
      }
      return isSaved;
    });
    return isSaved;
  }

  return { ...form, directory, isGone: present === undefined, busy, errors, submit };
}
