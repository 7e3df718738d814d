import { Button, Group, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { prefixQuery, type PrefixAnswer } from "../../api/check.ts";
import { FailureNote } from "../../ui/failure-note.tsx";
import { writePhone } from "../../ui/phone-number.tsx";
import { useWords } from "../../words/use-words.ts";
import { useDraft } from "../draft-context.ts";
import { useNames } from "../use-names.ts";

type Props = Readonly<{
  text: string;
  onText: (text: string) => void;
  isMissed: boolean;
}>;

/** A prefix as people write it, read back at once as it will be matched. */
export function PrefixField({ text, onText, isMissed }: Props) {
  const say = useWords();
  const { company, present } = useDraft();
  const [asked] = useDebouncedValue(text, 120);
  const { data, error } = useQuery({
    ...prefixQuery(company, asked, present),
    enabled: asked.trim() !== "",
    placeholderData: keepPreviousData,
  });
  const answer = asked.trim() === "" ? undefined : data;
  const isWrong = answer !== undefined && answer.prefix === null;

  return (
    <div>
      <TextInput
        label={say("dialogs.prefix")}
        description={say("dialogs.prefixHint")}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
        inputMode="tel"
        error={isWrong ? say("problem.prefix_invalid") : isMissed ? say("dialogs.prefixMissing") : undefined}
      />
      <div role="status">{answer && answer.prefix !== null && <PrefixRead answer={answer} />}</div>
      {answer && answer.prefix === null && answer.error.readings.length > 0 && (
        <Group gap="xs" mt="xs">
          <Text size="sm">{say("dialogs.didYouMean")}</Text>
          {answer.error.readings.map((reading) => (
            <Button key={reading} variant="light" size="compact-sm" onClick={() => onText(reading)}>
              {reading}
            </Button>
          ))}
        </Group>
      )}
      {error && <FailureNote error={error} />}
    </div>
  );
}

function PrefixRead({ answer }: Readonly<{ answer: Extract<PrefixAnswer, { prefix: string }> }>) {
  const say = useWords();
  const names = useNames();
  const { present } = useDraft();
  const { prefix, countries, beats, losesTo } = answer;
  const places = (list: typeof beats) => list.map(names.place).join(", ");
  const before = present.regional.find((entry) => "prefix" in entry && entry.prefix === prefix);
  const where = countries.length > 3 ? "" : countries.map(names.country).join(", ");
  const sentence = [
    [writePhone(prefix), where].filter(Boolean).join(", "),
    beats.length > 0 ? say("dialogs.beats", { places: places(beats) }) : "",
    losesTo.length > 0 ? say("dialogs.losesTo", { places: places(losesTo) }) : "",
  ];
  return (
    <Text size="sm" mt="xs">
      {sentence.filter(Boolean).join("; ")}
      {before && ` · ${say("dialogs.hasNumber", { number: writePhone(before.number) })}`}
    </Text>
  );
}
