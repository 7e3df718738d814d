import { Radio, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { CompanyNumber } from "../../src/policy/directory.ts";
import { useDirectory } from "../api/documents.ts";
import { useCompanyId } from "../page/company-id.ts";
import { useSaving } from "../form/use-saving.ts";
import { useSubmitted } from "../form/use-submitted.ts";
import { Confirm } from "../ui/confirm.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { NumberSelect } from "../ui/number-select.tsx";
import { writePhone } from "../ui/phone-number.tsx";
import { useWords } from "../words/use-words.ts";
import { MainStays } from "./main-stays.tsx";
import { removeNumber, type LeftEntries } from "./save-number.ts";
import { UsedBy } from "./used-by.tsx";
import type { Uses } from "./uses.ts";

type Props = Readonly<{ number: CompanyNumber; uses: Uses; onClose: () => void }>;

/** Asks before a number is taken away from the company, and what becomes of its entries. */
export function RemoveNumber({ number: { number }, uses, onClose }: Props) {
  const say = useWords();
  const company = useCompanyId();
  const { body: directory } = useDirectory(company);
  const [way, setWay] = useState<"replace" | "remove" | "leave">("replace");
  const [other, setOther] = useState<string | null>(null);
  const [isSubmitted, markSubmitted] = useSubmitted();
  const { busy, errors, save } = useSaving();
  const isUsed = uses.isEmergency || uses.personal.length + uses.regional.length > 0;
  const replaces = isUsed && way === "replace";

  async function remove(): Promise<void> {
    markSubmitted();
    if (replaces && other === null) return;
    if (await save(null, () => removeNumber(company, number, left()), "common.removed")) onClose();
  }

  function left(): LeftEntries {
    if (replaces) return { replaceWith: other! };
    return isUsed && way === "remove" ? { entries: "remove" } : {};
  }

  const title = say("numbers.removeTitle", { number: writePhone(number) });
  if (uses.isMain)
    return (
      <Dialog title={title} onClose={onClose}>
        <MainStays onClose={onClose} />
      </Dialog>
    );
  return (
    <Confirm
      title={title}
      action={say("directory.removeIt")}
      busy={busy}
      failure={errors.rest}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      <Text>{say("numbers.removeText")}</Text>
      {isUsed && (
        <>
          <div>
            <UsedBy uses={uses} />
          </div>
          <Radio.Group label={say("numbers.andThen")} value={way} onChange={(value) => setWay(value)}>
            <Stack gap="xs" mt="xs">
              <Radio value="replace" label={say("numbers.replace")} />
              <Radio value="remove" label={say("numbers.removeThem")} />
              <Radio value="leave" label={say("numbers.leaveThem")} />
            </Stack>
          </Radio.Group>
        </>
      )}
      {replaces && (
        <NumberSelect
          label={say("numbers.replacement")}
          value={other}
          onChange={setOther}
          directory={{ ...directory, numbers: directory.numbers.filter((one) => one.number !== number) }}
          error={isSubmitted && other === null ? say("common.numberMissing") : undefined}
        />
      )}
    </Confirm>
  );
}
