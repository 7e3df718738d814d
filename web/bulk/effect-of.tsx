import { Text } from "@mantine/core";
import type { OutgoingNumbers } from "../../src/policy/outgoing-numbers.ts";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { checkQuery } from "../api/check.ts";
import { useDirectory, useOutgoingNumbers } from "../api/documents.ts";
import { useCompanyId } from "../page/company-id.ts";
import { EffectNote } from "../shown/effect-note.tsx";
import { FailureNote } from "../ui/failure-note.tsx";
import { Loading } from "../ui/loading.tsx";
import { problemText } from "../ui/problem-text.ts";
import { useWords } from "../words/use-words.ts";

/** Errors that are listed. */
const SHOWN = 3;

/** What clients would see with these outgoing numbers, and why they could not be saved. */
export function EffectOf({ document }: Readonly<{ document: OutgoingNumbers }>) {
  const say = useWords();
  const company = useCompanyId();
  const { body: directory } = useDirectory(company);
  const { body: saved } = useOutgoingNumbers(company);
  const { data, error, refetch } = useQuery({
    ...checkQuery(company, saved.revision, document),
    placeholderData: keepPreviousData,
  });
  if (error) return <FailureNote error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const { effect, errors } = data.answer;
  const texts = [...new Set(errors.map(({ code }) => problemText(say, code)))];
  return (
    <div role="status">
      {texts.slice(0, SHOWN).map((text) => (
        <Text key={text} c="var(--mantine-color-error)">
          {text}
        </Text>
      ))}
      <EffectNote effect={effect} directory={directory} />
    </div>
  );
}
