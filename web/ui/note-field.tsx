import { Textarea } from "@mantine/core";

/** As long as a note may be (src/policy/guest-request.ts). */
const MOST_CHARACTERS = 1000;

type Props = Readonly<{
  label: string;
  description?: string;
  value: string;
  onChange: (note: string) => void;
  takesFocus?: boolean;
}>;

/** A few lines to somebody, such as support. */
export function NoteField({ label, description, value, onChange, takesFocus = false }: Props) {
  return (
    <Textarea
      label={label}
      description={description}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      maxLength={MOST_CHARACTERS}
      autosize
      minRows={2}
      maxRows={8}
      data-autofocus={takesFocus || undefined}
    />
  );
}
