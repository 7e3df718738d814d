import { Button, Text } from "@mantine/core";
import { useState } from "react";
import type { CompanyNumber } from "../../src/policy/directory.ts";
import { saveDirectory } from "../directory/save-directory.ts";
import { FormDialog } from "../form/form-dialog.tsx";
import { useSaving } from "../form/use-saving.ts";
import { useCompanyId } from "../page/company-id.ts";
import { useWords } from "../words/use-words.ts";

/** Confirms at once, after asking, all numbers that are not confirmed yet. */
export function ConfirmAll({ numbers }: Readonly<{ numbers: readonly CompanyNumber[] }>) {
  const say = useWords();
  const company = useCompanyId();
  /** Those that the question is about; null while it is not asked. */
  const [asked, setAsked] = useState<ReadonlySet<string> | null>(null);
  const { busy, errors, save } = useSaving();
  const open = numbers.filter(({ confirmed }) => confirmed !== true);
  if (open.length === 0 && asked === null) return null;

  async function confirm(these: ReadonlySet<string>): Promise<void> {
    const done = await save(null, () =>
      saveDirectory(company, {
        edit: (directory) => ({
          ...directory,
          numbers: directory.numbers.map((one) => (these.has(one.number) ? { ...one, confirmed: true } : one)),
        }),
        // Whatever else others have changed: the same numbers are confirmed, if they are still there.
        isUnchanged: () => true,
      }),
    );
    if (done) setAsked(null);
  }

  return (
    <>
      <Button variant="default" onClick={() => setAsked(new Set(open.map(({ number }) => number)))}>
        {say("numbers.confirmAll", { count: open.length })}
      </Button>
      {asked !== null && (
        <FormDialog
          title={say("numbers.confirmAllTitle")}
          action={say("numbers.confirmIt")}
          busy={busy}
          failure={errors.rest}
          onSubmit={() => confirm(asked)}
          onClose={() => setAsked(null)}
        >
          <Text>{say("numbers.confirmAllText", { count: asked.size })}</Text>
        </FormDialog>
      )}
    </>
  );
}
