import { Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { useId, useMemo } from "react";
import { DEVICES } from "../../../src/policy/device.ts";
import { deviceInWords } from "../../directory/people.ts";
import { peopleIndex, searchPeople } from "../../find/search.ts";
import { FailureNote } from "../../ui/failure-note.tsx";
import { HelpLink } from "../../ui/help-link.tsx";
import { shownOptions } from "../../ui/shown-options.ts";
import { useWords } from "../../words/use-words.ts";
import { useDraft } from "../draft-context.ts";
import classes from "../outgoing.module.css";
import type { Target } from "../logic/document.ts";
import { useTestCall } from "./test-call-provider.tsx";
import { TestCallResult } from "./test-call-result.tsx";

/** @param props.onGo is called with the target of a step that was clicked */
export function TestCallPanel({ onGo }: Readonly<{ onGo: (target: Target) => void }>) {
  const say = useWords();
  const heading = useId();
  const { directory, changes } = useDraft();
  const call = useTestCall();
  const { employee, device, ownDevices, answer } = call;
  const index = useMemo(() => peopleIndex(directory), [directory]);
  const people = useMemo(
    () =>
      directory.employees.map(({ id, name, extension }) => ({
        value: id,
        label: extension === null ? name : `${name} · ${extension}`,
      })),
    [directory],
  );
  const byId = useMemo(() => new Map(people.map((option) => [option.value, option])), [people]);
  const others = DEVICES.filter((device) => !ownDevices.includes(device));
  const option = (device: (typeof DEVICES)[number]) => ({ value: device, label: deviceInWords(device, say) });
  const devices =
    ownDevices.length === 0
      ? DEVICES.map(option)
      : [
          { group: say("testCall.ownDevices"), items: ownDevices.map(option) },
          ...(others.length > 0 ? [{ group: say("testCall.otherDevices"), items: others.map(option) }] : []),
        ];

  return (
    <section aria-labelledby={heading}>
      <Stack gap="sm">
        <div className={classes.panelHead}>
          <Title order={2} size="h4" id={heading}>
            {say("testCall.title")}
          </Title>
          <HelpLink about={say("testCall.title")} section="test" />
        </div>
        {people.length === 0 ? (
          <Text c="dimmed">{say("testCall.nobody")}</Text>
        ) : (
          <>
            <Select
              label={say("testCall.who")}
              data={people}
              value={employee}
              onChange={(id) => id !== null && call.setEmployee(id)}
              searchable
              allowDeselect={false}
              filter={({ search }) => {
                if (search === byId.get(employee!)?.label) return shownOptions(people, say);
                const found = searchPeople(index, search).employees.map(({ id }) => byId.get(id)!);
                return shownOptions(found, say);
              }}
              nothingFoundMessage={say("frame.nothingFound")}
            />
            <Select
              label={say("testCall.device")}
              data={devices}
              value={device}
              onChange={(device) => device !== null && call.setDevice(device)}
              allowDeselect={false}
            />
            <TextInput
              label={say("testCall.dialled")}
              description={say("testCall.dialledHint")}
              value={call.dialled}
              onChange={(event) => call.setDialled(event.currentTarget.value)}
              inputMode="tel"
              autoComplete="off"
            />
            <div role="status" aria-label={say("testCall.result")} aria-busy={call.isLate}>
              {answer && (
                <TestCallResult answer={answer} saved={call.saved} isUnsaved={changes.length > 0} onGo={onGo} />
              )}
            </div>
            {call.error !== null && <FailureNote error={call.error} />}
          </>
        )}
      </Stack>
    </section>
  );
}
