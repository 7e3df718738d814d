import type { ComboboxItem, OptionsFilter } from "@mantine/core";
import { useMemo, useState } from "react";
import type { CompanyNumber, Directory } from "../../src/policy/directory.ts";
import { useDialledBefore } from "../api/dialled-before.ts";
import { numbersIndex, searchNumbers } from "../find/search.ts";
import { useCompanyId } from "../page/company-id.ts";
import { useWords, type Say } from "../words/use-words.ts";
import { writePhone } from "./phone-number.tsx";
import { shownOptions } from "./shown-options.ts";
import { Select } from "./select.tsx";

type Props = Readonly<{
  label: string;
  hiddenLabel?: boolean;
  value: string | null;
  onChange: (number: string) => void;
  /** Present if the field may be empty: the text for that case. */
  none?: Readonly<{ text: string; onClear: () => void }>;
  description?: string;
  directory: Directory;
  error?: string | undefined;
  /** The first field of a dialog. */
  first?: boolean;
  readOnly?: boolean;
}>;

/** One of the company's numbers; those that are off are listed, but cannot be picked. */
export function NumberSelect(props: Props) {
  const { label, hiddenLabel, value, onChange, none, description, directory, error, first, readOnly = false } = props;
  const say = useWords();
  const [isOpened, setOpened] = useState(false);
  const dialledBefore = useDialledBefore(useCompanyId(), isOpened);
  const data = useMemo(() => {
    // The field goes through all its options whenever it is drawn. Until its list is opened, it needs only the chosen one.
    const offered = isOpened ? directory.numbers : directory.numbers.filter(({ number }) => number === value);
    const options = offered.map((number) => numberOption(number, say));
    const gone = value !== null && !offered.some(({ number }) => number === value);
    return gone
      ? [...options, { value, label: `${writePhone(value)} · ${say("common.numberGone")}`, disabled: true }]
      : options;
  }, [directory, say, value, isOpened]);
  const byNumber = useMemo(() => new Map(data.map((option) => [option.value, option])), [data]);
  const chosen = value === null ? undefined : byNumber.get(value)?.label;
  const filter: OptionsFilter = ({ search }) => {
    // While the field shows the chosen number, its text is not a query.
    if (search === chosen) return shownOptions(data, say);
    const found = search === "" ? directory.numbers : searchNumbers(numbersIndex(directory), search, dialledBefore);
    return shownOptions(
      found.flatMap(({ number }) => byNumber.get(number) ?? []),
      say,
    );
  };
  return (
    <Select
      {...(hiddenLabel ? { "aria-label": label } : { label })}
      value={value}
      readOnly={readOnly}
      onChange={(number) => (number === null ? none?.onClear() : onChange(number))}
      data={data}
      filter={filter}
      onDropdownOpen={() => setOpened(true)}
      searchable
      allowDeselect={false}
      nothingFoundMessage={say("frame.nothingFound")}
      placeholder={none?.text ?? say("common.pickNumber")}
      clearable={none !== undefined}
      // Mantine hides the button from the keyboard and from screen readers.
      clearButtonProps={{ "aria-label": say("frame.clear"), "aria-hidden": false, tabIndex: 0, size: "md" }}
      description={description}
      error={error}
      data-autofocus={first || undefined}
    />
  );
}

/** Its label is written when it is shown or compared: to write thousands takes longer than to open a dialog may. */
const numberOption = ({ number, label, on }: CompanyNumber, say: Say): ComboboxItem => ({
  value: number,
  get label() {
    return [writePhone(number), label, on ? "" : say("common.off")].filter(Boolean).join(" · ");
  },
  disabled: !on,
});
