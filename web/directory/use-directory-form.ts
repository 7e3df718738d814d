import type { Directory } from "../../src/policy/directory.ts";
import { useDirectory, type Read } from "../api/documents.ts";
import { useCompanyId } from "../page/company-id.ts";
import { saveDirectory } from "./save-directory.ts";
import { isSame } from "../form/fields.ts";
import { SavedInBetween } from "../form/save-over.ts";
import { useFields } from "../form/use-fields.ts";
import { useSaving } from "../form/use-saving.ts";

/**
 * A form over one employee or department, saved at once, into the directory as it is by then.
 * @param start its fields as they were when the form was opened
 * @param stored its fields in a directory, undefined where it is gone; null: something new
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
   * @param pointer where its thing stands in the edited directory
   * @returns whether it is saved. What somebody else did to it meanwhile is told in `conflict` and `isGone`
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
    });
    return isSaved;
  }

  return { ...form, directory, isGone: present === undefined, busy, errors, submit };
}
