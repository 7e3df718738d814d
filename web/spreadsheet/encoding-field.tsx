import { NativeSelect } from "@mantine/core";
import { useWords } from "../words/use-words.ts";
import { ENCODINGS, type Encoding } from "./decode.ts";

type Props = Readonly<{ value: Encoding; onChange: (encoding: Encoding) => void }>;

/** The encoding in which a file is read, which a person may change. */
export function EncodingField({ value, onChange }: Props) {
  const say = useWords();
  return (
    <NativeSelect
      label={say("sheet.encoding")}
      description={say("sheet.encodingHint")}
      data={ENCODINGS.map((value) => ({ value, label: say(`sheet.encoding.${value}`) }))}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value as Encoding)}
    />
  );
}
