import { Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { DEVICES } from "../../src/number/device.ts";
import type { Company, Device } from "../../src/policy/company.ts";
import { dialledQuery, type ReadingAnswer } from "../api/dialled.ts";
import { deviceInWords } from "../directory/people.ts";
import { FailureNote } from "../ui/failure-note.tsx";
import { useLanguage, useWords } from "../words/use-words.ts";
import classes from "./company-page.module.css";
import { meaningText, stepText } from "../ui/meaning-text.ts";
import { Select } from "../ui/select.tsx";

const ASK_AFTER_MS = 250;

/** A field to try what a text means when it is dialled. @param props.settings the unsaved fields */
export function TryDialling({ company, settings }: Readonly<{ company: string; settings: Company }>) {
  const say = useWords();
  const heading = useId();
  const [text, setText] = useState("");
  const [device, setDevice] = useState<Device>("desk_phone");
  const [asked] = useDebouncedValue({ dialled: text.trim(), settings }, ASK_AFTER_MS);
  const isAsking = asked.dialled !== "" && text.trim() !== "";
  const { data, error } = useQuery({
    ...dialledQuery(company, asked.dialled, device, asked.settings),
    enabled: isAsking,
    placeholderData: keepPreviousData,
  });
  return (
    <section aria-labelledby={heading} className={classes.try}>
      <Stack gap="sm">
        <Title order={3} id={heading}>
          {say("dialling.try")}
        </Title>
        <Group align="flex-start" gap="sm">
          <TextInput
            label={say("dialling.dialled")}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            // The form is not saved by a number that is tried.
            onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
            inputMode="tel"
            autoComplete="off"
            className={classes.dialled}
          />
          <Select
            label={say("testCall.device")}
            data={DEVICES.map((device) => ({ value: device, label: deviceInWords(device, say) }))}
            value={device}
            onChange={(device) => device !== null && setDevice(device)}
            allowDeselect={false}
            className={classes.device}
          />
        </Group>
        <Text size="xs" c="dimmed">
          {say("dialling.dialledHint")}
        </Text>
        <div role="status" aria-label={say("dialling.result")}>
          {isAsking && data && !error && <Reading {...data} />}
        </div>
        {isAsking && error && <FailureNote error={error} />}
      </Stack>
    </section>
  );
}

function Reading({ destination, privacy, steps }: ReadingAnswer) {
  const say = useWords();
  const language = useLanguage();
  return (
    <>
      <Text fw={700} className={classes.meaning}>
        {say("dialling.means", { meaning: meaningText(destination, say, language) })}
      </Text>
      {privacy !== null && <Text size="sm">{say(`dialling.privacy.${privacy}`)}</Text>}
      <ol className={classes.steps} aria-label={say("dialling.steps")}>
        {steps.map((step) => (
          <li key={step.step}>{stepText(step, say)}</li>
        ))}
      </ol>
    </>
  );
}
