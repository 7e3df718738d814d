import { TagsInput } from "@mantine/core";
import "@mantine/core/styles/Pill.css";
import "@mantine/core/styles/PillsInput.css";

type Props = Readonly<{
  label: string;
  description: string;
  value: readonly string[];
  onChange: (value: string[]) => void;
  error?: string | undefined;
}>;

const SEPARATORS = [",", ";", " "];

/** The most that the service takes. */
const MOST = 50;

/** Several short texts, separated by commas, semicolons or spaces. */
export function ListField({ label, description, value, onChange, error }: Props) {
  return (
    <TagsInput
      label={label}
      description={description}
      value={[...value]}
      onChange={(texts) => onChange(separated(texts))}
      splitChars={SEPARATORS}
      maxTags={MOST}
      error={error}
    />
  );
}

/** A keyboard on a screen does not say which key was pressed, so that separators may have become part of a text. */
const separated = (texts: readonly string[]) => [
  ...new Set(texts.flatMap((text) => text.split(/[\s,;]+/)).filter((text) => text !== "")),
];
