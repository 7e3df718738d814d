import { Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useId, useMemo, useState } from "react";
import type { Device } from "../../../src/policy/directory.ts";
import { previewCall } from "../../api/check.ts";
import { FailureNote } from "../../ui/failure-note.tsx";
import { useWords } from "../../words/use-words.ts";
import { useDraft } from "../draft-context.ts";
import { documentOf } from "../logic/document.ts";
import { peopleIndex, searchPeople } from "../../find/search.ts";
import { targetsOf } from "./steps.ts";
import { TestCallResult } from "./test-call-result.tsx";

const DEVICES: readonly Device[] = ["desk_phone", "softphone", "mobile_app", "corporate_sim", "crm"];
const SHOWN = 60;
const ASK_AFTER_MS = 100;

/** What a call would show now, unsaved changes included, and the way to it. */
export function TestCallPanel() {
  const say = useWords();
  const heading = useId();
  const { company, directory, saved, present, changes, light } = useDraft();
  const [employee, setEmployee] = useState(directory.employees[0]?.id ?? null);
  const [chosenDevice, setDevice] = useState<Device | null>(null);
  const [dialled, setDialled] = useState("");

  const person = directory.employees.find(({ id }) => id === employee);
  const devices = person?.lines.length ? [...new Set(person.lines.map(({ device }) => device))] : DEVICES;
  const device = devices.find((device) => device === chosenDevice) ?? devices[0]!;
  const index = useMemo(() => peopleIndex(directory), [directory]);
  const people = useMemo(
    () =>
      directory.employees.map(({ id, name, extension }) => ({
        value: id,
        label: extension === null ? name : `${name} · ${extension}`,
      })),
    [directory],
  );

  const [asked] = useDebouncedValue(dialled.trim(), ASK_AFTER_MS);
  const isAsked = asked !== "" && employee !== null;
  const hasChanges = changes.length > 0;
  const ask = (settings: typeof present, which: string) => ({
    queryKey: ["preview", company, employee, device, asked, which, settings],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      previewCall({ company, employee: employee!, device, dialled: asked }, settings, signal),
    enabled: isAsked,
    placeholderData: keepPreviousData,
    gcTime: 30_000,
  });
  const { data, error } = useQuery(ask(present, "present"));
  const before = useQuery({ ...ask(documentOf(saved), "saved"), enabled: isAsked && hasChanges });
  const answer = isAsked ? data : undefined;

  useEffect(() => {
    light(new Set(answer ? targetsOf(answer) : []));
    return () => light(new Set());
  }, [answer, light]);

  return (
    <section aria-labelledby={heading}>
      <Stack gap="sm">
        <Title order={2} size="h4" id={heading}>
          {say("testCall.title")}
        </Title>
        {people.length === 0 ? (
          <Text c="dimmed">{say("testCall.nobody")}</Text>
        ) : (
          <>
            <Select
              label={say("testCall.who")}
              data={people}
              value={employee}
              onChange={(id) => id !== null && setEmployee(id)}
              searchable
              allowDeselect={false}
              filter={({ options, search }) => {
                const chosen = people.find(({ value }) => value === employee)?.label;
                if (search === chosen) return options.slice(0, SHOWN);
                const found = new Set(
                  searchPeople(index, search)
                    .employees.slice(0, SHOWN)
                    .map(({ id }) => id),
                );
                return options.filter((option) => "value" in option && found.has(option.value));
              }}
              nothingFoundMessage={say("frame.nothingFound")}
            />
            <Select
              label={say("testCall.device")}
              data={devices.map((device) => ({ value: device, label: say(`testCall.device.${device}`) }))}
              value={device}
              onChange={(device) => setDevice(device)}
              allowDeselect={false}
            />
            <TextInput
              label={say("testCall.dialled")}
              description={say("testCall.dialledHint")}
              value={dialled}
              onChange={(event) => setDialled(event.currentTarget.value)}
              inputMode="tel"
              autoComplete="off"
            />
            <div role="status" aria-label={say("testCall.result")}>
              {answer && (
                <TestCallResult
                  answer={answer}
                  saved={hasChanges ? (before.data ?? null) : null}
                  isUnsaved={hasChanges}
                />
              )}
            </div>
            {isAsked && error && <FailureNote error={error} />}
          </>
        )}
      </Stack>
    </section>
  );
}
