import { CheckIcon, Group, Text, type ComboboxLikeRenderOptionInput, type ComboboxItem } from "@mantine/core";
import { writePhone } from "../../ui/phone-number.tsx";
import { useWords } from "../../words/use-words.ts";

type Props = ComboboxLikeRenderOptionInput<ComboboxItem> & Readonly<{ number: string | undefined }>;

/** A person or country in a list, with the number that would be replaced. */
export function OptionWithNumber({ option, checked, number }: Props) {
  const say = useWords();
  return (
    <Group justify="space-between" wrap="nowrap" flex={1}>
      <div>
        <Text size="sm">{option.label}</Text>
        {number !== undefined && (
          <Text size="xs" c="dimmed">
            {say("dialogs.hasNumber", { number: writePhone(number) })}
          </Text>
        )}
      </div>
      {checked && <CheckIcon size={12} />}
    </Group>
  );
}
