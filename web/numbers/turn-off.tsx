import { Button, Radio, Stack } from "@mantine/core";
import { useState } from "react";
import type { CompanyNumber } from "../../src/policy/directory.ts";
import { useDirectory } from "../api/documents.ts";
import { useCompanyId } from "../page/company-id.ts";
import { useSaving } from "../form/use-saving.ts";
import { Dialog } from "../ui/dialog.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import { NumberSelect } from "../ui/number-select.tsx";
import { writePhone } from "../ui/phone-number.tsx";
import ui from "../ui/ui.module.css";
import { useSubmitted } from "../form/use-submitted.ts";
import { useWords } from "../words/use-words.ts";
import { MainStays } from "./main-stays.tsx";
import { changeNumber } from "./save-number.ts";
import { UsedBy } from "./used-by.tsx";
import type { Uses } from "./uses.ts";

type Props = Readonly<{ number: CompanyNumber; uses: Uses; onClose: () => void }>;

/** Asks before a used number is turned off: says where it is used, and which number replaces it. */
export function TurnOff({ number: { number }, uses, onClose }: Props) {
  const say = useWords();
  const title = say("numbers.turnOff", { number: writePhone(number) });
  return (
    <Dialog title={title} onClose={onClose}>
      {uses.isMain ? <MainStays onClose={onClose} /> : <Replacement number={number} uses={uses} onClose={onClose} />}
    </Dialog>
  );
}

function Replacement({ number, uses, onClose }: Readonly<{ number: string; uses: Uses; onClose: () => void }>) {
  const say = useWords();
  const company = useCompanyId();
  const { body: directory } = useDirectory(company);
  const [way, setWay] = useState<"replace" | "leave">("replace");
  const [other, setOther] = useState<string | null>(null);
  const [isSubmitted, markSubmitted] = useSubmitted();
  const { busy, errors, save } = useSaving();

  async function apply(): Promise<void> {
    markSubmitted();
    if (way === "replace" && other === null) return;
    const change = way === "replace" ? { on: false, replaceWith: other! } : { on: false };
    if (await save(null, () => changeNumber(company, number, change))) onClose();
  }

  return (
    <Stack>
      <div>
        <UsedBy uses={uses} />
      </div>
      <Radio.Group label={say("numbers.andThen")} value={way} onChange={(value) => setWay(value)}>
        <Stack gap="xs" mt="xs">
          <Radio value="replace" label={say("numbers.replace")} />
          <Radio value="leave" label={say("numbers.leave")} />
        </Stack>
      </Radio.Group>
      {way === "replace" && (
        <NumberSelect
          label={say("numbers.replacement")}
          value={other}
          onChange={setOther}
          directory={{ ...directory, numbers: directory.numbers.filter((one) => one.number !== number) }}
          error={isSubmitted && other === null ? say("common.numberMissing") : undefined}
        />
      )}
      {errors.rest !== null && <FailureNote error={errors.rest} />}
      <div className={ui.dialogFoot}>
        <Button variant="default" onClick={onClose}>
          {say("frame.cancel")}
        </Button>
        <Button onClick={() => void apply()} loading={busy}>
          {say("numbers.turnItOff")}
        </Button>
      </div>
    </Stack>
  );
}
