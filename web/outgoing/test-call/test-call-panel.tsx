import { Button, Stack, Text, TextInput, Title } from "@mantine/core";
import { memo, Suspense, useId, useMemo } from "react";
import { DEVICES } from "../../../src/number/device.ts";
import { deviceInWords } from "../../directory/people.ts";
import { peopleIndex, searchPeople } from "../../find/search.ts";
import { lazily } from "../../page/lazily.ts";
import { useMay } from "../../session/use-may.ts";
import { FailureNote } from "../../ui/failure-note.tsx";
import { HelpLink } from "../../ui/help-link.tsx";
import { shownOptions } from "../../ui/shown-options.ts";
import { loadSectionWords } from "../../words/load.ts";
import { useWords } from "../../words/use-words.ts";
import { useShownDraft } from "../draft-context.ts";
import classes from "../outgoing.module.css";
import type { Target } from "../logic/document.ts";
import { useTestCall } from "./test-call-provider.tsx";
import { Select } from "../../ui/select.tsx";
import { IconChevronDown, IconChevronUp } from "../../icons/icons.ts";

const CallConditions = lazily(async () => {
  await loadSectionWords();
  return import("./call-conditions.tsx");
}, "CallConditions");

const ShareCall = lazily(async () => {
  await loadSectionWords();
  return import("./share-call.tsx");
}, "ShareCall");

const TestCallResult = lazily(async () => {
  await loadSectionWords();
  return import("./test-call-result.tsx");
}, "TestCallResult");

/** Called with the target of a step that was clicked. */
type OnGo = Readonly<{ onGo: (target: Target) => void }>;

export const TestCallPanel = memo(function TestCallPanel({ onGo }: OnGo) {
  const say = useWords();
  const heading = useId();
  return (
    <section id="test-call" aria-labelledby={heading}>
      <div className={classes.panelHead}>
        <Title order={2} id={heading}>
          {say("testCall.title")}
        </Title>
        <TestCallHelp />
      </div>
      <TestCallFields onGo={onGo} />
    </section>
  );
});

export function TestCallHelp() {
  const say = useWords();
  return <HelpLink about={say("testCall.title")} section="test" />;
}

/** Everything but the title. */
export function TestCallFields({ onGo }: OnGo) {
  const say = useWords();
  const { company, directory, changes } = useShownDraft();
  const call = useTestCall();
  const { employee, device, ownDevices, answer } = call;
  const may = useMay();
  const mayNameTrunks = may("trunks.manage");
  const mayKeep = may("expectations.write", company);
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
    <Stack gap="sm">
      {people.length === 0 ? (
        <Text c="dimmed">{say("testCall.nobody")}</Text>
      ) : (
        <>
          <Select
            label={say("testCall.who")}
            data={people}
            value={employee}
            error={call.isGone && say("testCall.gone")}
            onChange={(id) => id !== null && call.setEmployee(id)}
            searchable
            allowDeselect={false}
            filter={({ search }) => {
              if (search === (employee === null ? "" : byId.get(employee)?.label)) return shownOptions(people, say);
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
          <div className={classes.ways}>
            <Button
              variant="transparent"
              className={classes.wrapping}
              aria-haspopup="dialog"
              disabled={call.caller === null}
              onClick={() => call.setListOpened(true)}
            >
              {say("testCall.several")}
            </Button>
            <Button
              variant="transparent"
              className={classes.wrapping}
              rightSection={call.isWithConditions ? <IconChevronUp size={16} /> : <IconChevronDown size={16} />}
              aria-expanded={call.isWithConditions}
              onClick={() => call.setWithConditions(!call.isWithConditions)}
            >
              {say(mayNameTrunks ? "testCall.conditionsTrunk" : "testCall.conditions")}
            </Button>
          </div>
          {call.isWithConditions && (
            <Suspense>
              <CallConditions />
            </Suspense>
          )}
          <div role="status" aria-label={say("testCall.result")} aria-busy={call.isLate}>
            {answer && (
              <Suspense>
                <TestCallResult
                  dialled={call.asked}
                  answer={answer}
                  saved={call.saved}
                  isUnsaved={changes.length > 0}
                  expectation={mayKeep ? call.expectation : null}
                  onGo={onGo}
                />
              </Suspense>
            )}
          </div>
          {answer && !call.isLate && call.question && (
            <Suspense>
              <ShareCall question={call.question} answer={answer} saved={call.saved} />
            </Suspense>
          )}
          {call.error !== null && <FailureNote error={call.error} />}
        </>
      )}
    </Stack>
  );
}
