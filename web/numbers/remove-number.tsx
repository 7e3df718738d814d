import { Text } from "@mantine/core";
import type { CompanyNumber } from "../../src/policy/directory.ts";
import { useCompanyId } from "../page/company-id.ts";
import { useSaving } from "../form/use-saving.ts";
import { Confirm } from "../ui/confirm.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { writePhone } from "../ui/phone-number.tsx";
import { useWords } from "../words/use-words.ts";
import { MainStays } from "./main-stays.tsx";
import { removeNumber } from "./save-number.ts";
import { UsedBy } from "./used-by.tsx";
import type { Uses } from "./uses.ts";

type Props = Readonly<{ number: CompanyNumber; uses: Uses; onClose: () => void }>;

/** Asks before a number is taken away from the company. */
export function RemoveNumber({ number: { number }, uses, onClose }: Props) {
  const say = useWords();
  const company = useCompanyId();
  const { busy, errors, save } = useSaving();
  const isUsed = uses.isEmergency || uses.personal.length + uses.regional.length > 0;

  async function remove(): Promise<void> {
    if (await save(null, () => removeNumber(company, number))) onClose();
  }

  const title = say("directory.remove", { name: writePhone(number) });
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
        <div>
          <UsedBy uses={uses} />
          <Text>{say("numbers.removeEntries")}</Text>
        </div>
      )}
    </Confirm>
  );
}
