import { Text } from "@mantine/core";
import { useDirectory } from "../api/documents.ts";
import { useCompanyId } from "../page/company-id.ts";
import { conditionKey, useNamesIn } from "../directory/names.ts";
import { useWords } from "../words/use-words.ts";
import type { Uses } from "./uses.ts";

/** Entries that are listed; the rest is counted. */
const SHOWN = 12;

/** The people and places that a number is used for. */
export function UsedBy({ uses: { personal, regional, isEmergency } }: Readonly<{ uses: Uses }>) {
  const say = useWords();
  const { body: directory } = useDirectory(useCompanyId());
  const names = useNamesIn(directory);
  const lines = [
    ...(isEmergency ? [say("numbers.usedEmergency")] : []),
    ...personal.map((entry) => `${names.entry(entry)} · ${say(conditionKey(entry.device))}`),
    ...regional.map(names.entry),
  ];
  return (
    <>
      <Text>{say("numbers.usedBy")}</Text>
      <ul>
        {lines.slice(0, SHOWN).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {lines.length > SHOWN && <Text>{say("common.andMore", { count: lines.length - SHOWN })}</Text>}
    </>
  );
}
