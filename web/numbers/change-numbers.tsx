import { Radio, Stack, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import type { CompanyNumber, Directory } from "../../src/policy/directory.ts";
import { useDirectory, useOutgoingNumbers } from "../api/documents.ts";
import { documentOf, withoutNumbers, withReplaced } from "../bulk/edits.ts";
import { EffectOf } from "../bulk/effect-of.tsx";
import { saveDirectory } from "../directory/save-directory.ts";
import { FormDialog } from "../form/form-dialog.tsx";
import { useSaving } from "../form/use-saving.ts";
import { useSubmitted } from "../form/use-submitted.ts";
import { useCompanyId } from "../page/company-id.ts";
import { listText } from "../spreadsheet/list-text.ts";
import { NumberSelect } from "../ui/number-select.tsx";
import { writePhone } from "../ui/phone-number.tsx";
import { useWords } from "../words/use-words.ts";
import { changeNumber } from "./save-number.ts";
import { UNUSED } from "./number-columns.tsx";
import type { Uses } from "./uses.ts";

/** Numbers that are listed; the rest is counted. */
const NAMED = 12;

export type NumbersChange = "on" | "off" | "confirm" | "remove";

type Props = Readonly<{
  change: NumbersChange;
  numbers: readonly CompanyNumber[];
  uses: ReadonlyMap<string, Uses>;
  onClose: () => void;
  onDone: () => void;
}>;

/** Turns many numbers on or off, confirms or removes them; what clients would see is shown before. */
export function ChangeNumbers({ change, numbers, uses, onClose, onDone }: Props) {
  const say = useWords();
  const company = useCompanyId();
  const { body: directory } = useDirectory(company);
  const { body: saved } = useOutgoingNumbers(company);
  const usesOf = (number: string) => uses.get(number) ?? UNUSED;
  const isTaken = change === "off" || change === "remove";
  // The main number stays: that of others depends on it.
  const concerned = useMemo(
    () => numbers.filter(({ number }) => !isTaken || number !== saved.main).map(({ number }) => number),
    [numbers, isTaken, saved.main],
  );
  const used = concerned.filter((number) => uses.has(number));
  const entries = used.reduce((sum, at) => sum + usesOf(at).personal.length + usesOf(at).regional.length, 0);
  const [way, setWay] = useState<"replace" | "leave">("leave");
  const [other, setOther] = useState<string | null>(null);
  /** What is done already: they stay so if a later step is refused. */
  const [replaced, setReplaced] = useState<readonly string[]>([]);
  const [isSubmitted, markSubmitted] = useSubmitted();
  const { busy, errors, save } = useSaving();
  const asks = isTaken && used.length > 0;
  const isReplaced = asks && way === "replace";
  const document = useMemo(() => {
    const gone = new Set(concerned);
    if (!isTaken || entries === 0) return null;
    if (!isReplaced) return documentOf(withoutNumbers(saved, gone));
    return other === null ? null : documentOf(withReplaced(saved, gone, other));
  }, [concerned, isTaken, entries, isReplaced, other, saved]);

  async function submit(): Promise<void> {
    markSubmitted();
    if (isReplaced && other === null) return;
    const done = await save(null, async () => {
      // One by one: the service replaces a number in all entries in the same step as it turns it off.
      if (isReplaced && other !== null)
        for (const number of used) {
          await changeNumber(company, number, { on: false, replaceWith: other });
          setReplaced((replaced) => [...replaced, number]);
        }
      await saveDirectory(company, {
        edit: (directory) => changed(directory, new Set(concerned), change),
        // Whatever else others have changed: the same numbers are meant, if they are still there.
        isUnchanged: () => true,
      });
    });
    if (done) onDone();
  }

  return (
    <FormDialog
      title={say(`numbers.many.${change}`, { count: concerned.length })}
      action={say(`numbers.do.${change}`)}
      busy={busy}
      failure={errors.rest}
      onSubmit={() => (concerned.length === 0 ? onClose() : submit())}
      onClose={onClose}
    >
      {replaced.length > 0 && !busy && (
        <Text role="status">
          {say("numbers.manyReplaced", {
            numbers: listText(replaced.map(writePhone), NAMED, say),
            action: say(`numbers.do.${change}`),
          })}
        </Text>
      )}
      {concerned.length < numbers.length && <Text>{say("numbers.manyMainStays")}</Text>}
      {change === "confirm" && <Text>{say("numbers.manyConfirmText")}</Text>}
      {change === "remove" && concerned.length > 0 && <Text>{say("numbers.manyRemoveText")}</Text>}
      {asks && <Text>{say("numbers.manyUsed", { used: used.length, entries })}</Text>}
      {asks && (
        <Radio.Group label={say("numbers.andThen")} value={way} onChange={(value) => setWay(value)}>
          <Stack gap="xs" mt="xs">
            <Radio value="replace" label={say("numbers.replace")} />
            <Radio value="leave" label={say(change === "off" ? "numbers.leave" : "numbers.leaveRemoved")} />
          </Stack>
        </Radio.Group>
      )}
      {isReplaced && (
        <NumberSelect
          label={say("numbers.replacement")}
          value={other}
          onChange={setOther}
          directory={{ ...directory, numbers: directory.numbers.filter(({ number }) => !concerned.includes(number)) }}
          error={isSubmitted && other === null ? say("common.numberMissing") : undefined}
        />
      )}
      {document !== null && <EffectOf document={document} />}
    </FormDialog>
  );
}

function changed(directory: Directory, numbers: ReadonlySet<string>, change: NumbersChange): Directory {
  if (change === "remove")
    return { ...directory, numbers: directory.numbers.filter(({ number }) => !numbers.has(number)) };
  const more = change === "confirm" ? { confirmed: true } : { on: change === "on" };
  return {
    ...directory,
    numbers: directory.numbers.map((one) => (numbers.has(one.number) ? { ...one, ...more } : one)),
  };
}
