import { Button, Group, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { prefixQuery, type PrefixAnswer } from "../../api/check.ts";
import { FailureNote } from "../../ui/failure-note.tsx";
import { writePhone } from "../../ui/phone-number.tsx";
import { problemText } from "../../ui/problem-text.ts";
import { sentence } from "../../words/sentence.ts";
import { useWords } from "../../words/use-words.ts";
import { useDraft } from "../draft-context.ts";
import { useNames } from "../use-names.ts";
import { NoteIcon } from "../../ui/note.tsx";

type Props = Readonly<{
  text: string;
  onText: (text: string) => void;
  /** Whether the form was submitted once: from then on, an incomplete prefix is an error. */
  isSubmitted: boolean;
  /** The edited prefix; null: a new one. */
  own: string | null;
  /** The number that it is given. */
  number: string | null;
}>;

/** In characters; longer texts are not prefixes. */
const LONGEST = 64;

/** A prefix as people write it; below, as it will be matched. */
export function PrefixField({ text, onText, isSubmitted, own, number }: Props) {
  const say = useWords();
  const { company, present } = useDraft();
  const [query] = useDebouncedValue(text, 120);
  const { data, error } = useQuery({
    ...prefixQuery(company, query, present),
    enabled: query.trim() !== "",
    placeholderData: keepPreviousData,
  });
  const answer = query.trim() === "" ? undefined : data;
  const isWrong = answer !== undefined && answer.prefix === null;
  const readings = readingsOf(answer);
  const wrong =
    text.trim() === "" ? say("dialogs.prefixMissing") : isWrong ? sentence(say("problem.prefix_invalid")) : undefined;

  return (
    <div>
      <TextInput
        label={say("dialogs.prefix")}
        description={say("dialogs.prefixHint")}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
        inputMode="tel"
        maxLength={LONGEST}
        error={isSubmitted && wrong}
      />
      <div role="status">
        {answer && answer.prefix !== null && <PrefixRead answer={answer} own={own} number={number} />}
        {isWrong && !isSubmitted && (
          <Text size="sm" mt="xs">
            {wrong}
          </Text>
        )}
      </div>
      {readings.length > 0 && (
        <Group gap="xs" mt="xs">
          <Text size="sm">{say("dialogs.didYouMean")}</Text>
          {readings.map((reading) => (
            <Button key={reading} variant="light" size="compact-sm" onClick={() => onText(reading)}>
              {writePhone(reading)}
            </Button>
          ))}
        </Group>
      )}
      {error && <FailureNote error={error} />}
    </div>
  );
}

function readingsOf(answer: PrefixAnswer | undefined): readonly string[] {
  if (!answer) return [];
  return (answer.prefix === null ? answer.error : answer.warning)?.readings ?? [];
}

type ReadProps = Pick<Props, "own" | "number"> & Readonly<{ answer: Extract<PrefixAnswer, { prefix: string }> }>;

function PrefixRead({ answer, own, number }: ReadProps) {
  const say = useWords();
  const names = useNames();
  const { present } = useDraft();
  const { prefix, countries, beats, losesTo, warning } = answer;
  const places = (list: typeof beats) => list.map(names.place).join(", ");
  const before = present.regional.find((entry) => "prefix" in entry && entry.prefix === prefix);
  const where = countries.length > 3 ? "" : countries.map(names.country).join(", ");
  const text = [
    [writePhone(prefix), where].filter(Boolean).join(", "),
    beats.length > 0 ? say("dialogs.beats", { places: places(beats) }) : "",
    losesTo.length > 0 ? say("dialogs.losesTo", { places: places(losesTo) }) : "",
  ];
  return (
    <Text size="sm" mt="xs">
      {warning && (
        <>
          <NoteIcon tone="warning" />{" "}
        </>
      )}
      {text.filter(Boolean).join("; ")}
      {before &&
        prefix !== own &&
        before.number !== number &&
        ` · ${say("dialogs.hasNumber", { number: writePhone(before.number) })}`}
      {warning && ` · ${problemText(say, warning.code)}`}
    </Text>
  );
}
