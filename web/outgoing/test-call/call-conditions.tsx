import { Autocomplete, Stack, Text, TextInput } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { choicesQuery } from "../../api/choices.ts";
import { useDialledBefore } from "../../api/dialled-before.ts";
import { trunksQuery } from "../../api/trunks.ts";
import { numbersIndex, searchNumbers } from "../../find/search.ts";
import { useMay } from "../../session/use-may.ts";
import { FailureNote } from "../../ui/failure-note.tsx";
import { ForwardReasonSelect } from "../../ui/forward-reason-select.tsx";
import { writePhone } from "../../ui/phone-number.tsx";
import { useWords } from "../../words/use-words.ts";
import { useShownDraft } from "../draft-context.ts";
import { useTestCall } from "./test-call-provider.tsx";
import { Select } from "../../ui/select.tsx";

/** What else may be said of a test call: the number chosen for it, who was forwarded, the trunk that it takes. */
export function CallConditions() {
  const say = useWords();
  const { conditions, setConditions, hasChoice } = useTestCall();
  const { forwardedFrom, forwardReason } = conditions;
  const mayName = useMay()("trunks.manage");
  return (
    <Stack gap="sm">
      {hasChoice ? (
        <ChosenNumber />
      ) : (
        <Text size="sm" c="dimmed">
          {say("conditions.noChoice")}
        </Text>
      )}
      <TextInput
        label={say("conditions.forwardedFrom")}
        description={say("conditions.forwardedFromHint")}
        value={forwardedFrom}
        onChange={(event) => setConditions({ forwardedFrom: event.currentTarget.value })}
        inputMode="tel"
        autoComplete="off"
      />
      {forwardedFrom.trim() !== "" && (
        <ForwardReasonSelect value={forwardReason} onChange={(forwardReason) => setConditions({ forwardReason })} />
      )}
      {mayName && <Trunk />}
    </Stack>
  );
}

/** Numbers that are offered at once; others are found by typing. */
const OFFERED = 60;

/** One of those that may be chosen, or any text: what a softphone sends is read like a dialled number. */
function ChosenNumber() {
  const say = useWords();
  const { company, directory } = useShownDraft();
  const { employee, device, asked, conditions, setConditions } = useTestCall();
  const { chosen, trunk } = conditions;
  const { data } = useQuery({
    ...choicesQuery({ company, employee: employee!, device, dialled: asked, trunk }),
    enabled: employee !== null && asked !== "",
    placeholderData: keepPreviousData,
  });
  const choices = useMemo(() => new Map(data?.map((choice) => [writePhone(choice.number), choice])), [data]);
  const index = useMemo(() => numbersIndex(directory), [directory]);
  const [isOpened, setOpened] = useState(false);
  const dialledBefore = useDialledBefore(company, isOpened);
  const isFound = (search: string) => {
    // While the field shows one of them, its text is not a query.
    if (choices.has(search) || search.trim() === "") return () => true;
    const found = new Set(searchNumbers(index, search, dialledBefore).map(({ number }) => writePhone(number)));
    return (number: string) => found.has(number);
  };
  return (
    <Autocomplete
      label={say("conditions.chosen")}
      description={say("conditions.chosenHint")}
      data={[...choices.keys()]}
      filter={({ options, search }) => {
        const fits = isFound(search);
        return options.filter((option) => "value" in option && fits(option.value)).slice(0, OFFERED);
      }}
      renderOption={({ option: { value } }) => {
        const choice = choices.get(value);
        return [value, choice?.label, choice?.default ? say("conditions.byDefault") : ""].filter(Boolean).join(" · ");
      }}
      value={chosen}
      onChange={(chosen) => setConditions({ chosen })}
      onDropdownOpen={() => setOpened(true)}
      inputMode="tel"
      autoComplete="off"
      clearable
      clearButtonProps={{ "aria-label": say("frame.clear"), "aria-hidden": false, tabIndex: 0, size: "md" }}
    />
  );
}

function Trunk() {
  const say = useWords();
  const { conditions, setConditions } = useTestCall();
  const { data = [], error } = useQuery(trunksQuery);
  if (error) return <FailureNote error={error} />;
  return (
    <Select
      label={say("conditions.trunk")}
      placeholder={say("conditions.anyTrunk")}
      data={data.map(({ id, name }) => ({ value: id, label: name === id ? name : `${name} · ${id}` }))}
      value={conditions.trunk}
      onChange={(trunk) => setConditions({ trunk })}
      searchable
      limit={60}
      nothingFoundMessage={say("frame.nothingFound")}
      clearable
      clearButtonProps={{ "aria-label": say("frame.clear"), "aria-hidden": false, tabIndex: 0, size: "md" }}
    />
  );
}
