import { Anchor, Text, Title } from "@mantine/core";
import { Suspense, useId } from "react";
import type { PreviewAnswer } from "../../api/check.ts";
import type { Expectation } from "../../api/expectations.ts";
import { lazily } from "../../page/lazily.ts";
import { PhoneNumber, writePhone } from "../../ui/phone-number.tsx";
import { useWords } from "../../words/use-words.ts";
import { loadSectionWords, type WordKey } from "../../words/load.ts";
import { useShownDraft } from "../draft-context.ts";
import type { Target } from "../logic/document.ts";
import { orderOf } from "../logic/order.ts";
import { useNames } from "../use-names.ts";
import classes from "../outgoing.module.css";
import { becameText, remarksOn, seenText, stepName, unsavedText } from "./call-in-words.ts";
import { isFollowed, seenOf } from "./seen.ts";
import { stepsOf, type Step } from "./steps.ts";

const CallCarrier = lazily(async () => {
  await loadSectionWords();
  return import("./call-carrier.tsx");
}, "CallCarrier");

const KeepIt = lazily(async () => {
  await loadSectionWords();
  return import("../../expected/keep-it.tsx");
}, "KeepIt");

type OnGo = Readonly<{ onGo: (target: Target) => void }>;

type Props = OnGo &
  Readonly<{
    dialled: string;
    answer: PreviewAnswer;
    saved: PreviewAnswer | null;
    isUnsaved: boolean;
    /** What the call shows, to be written down; null: such a call cannot be. */
    expectation: Expectation | null;
  }>;

/** @param props.saved the decision under the saved settings, if there are unsaved changes */
export function TestCallResult({ dialled, answer, saved, isUnsaved, expectation, onGo }: Props) {
  const say = useWords();
  const names = useNames();
  const { company, fields, directory } = useShownDraft();
  const { destination, callerId, attestation, presentations = [] } = answer;
  const seen = seenOf(answer);
  const label = directory.numbers.find(({ number }) => number === callerId)?.label;
  const where = [
    say(`testCall.kind.${destination.kind}`),
    destination.country === null ? "" : names.country(destination.country),
    destination.e164 === null ? destination.digits : writePhone(destination.e164),
  ];
  return (
    <>
      <div className={classes.result}>
        {isFollowed(seen) && (
          <Text size="sm" c="dimmed">
            {say(`testCall.seen.${seen}`)}
          </Text>
        )}
        <Text size="xl" fw={660} className={classes.seen}>
          {isFollowed(seen) && callerId !== null ? <PhoneNumber e164={callerId} /> : seenText(answer, say)}
        </Text>
        {isFollowed(seen) && label !== undefined && label !== "" && (
          <Text size="sm" className={classes.seen}>
            {label}
          </Text>
        )}
        {seen === "withheld" && callerId !== null && (
          <Text size="sm">
            {say("testCall.privacy")} <PhoneNumber e164={callerId} />
          </Text>
        )}
        <Text size="sm" c="dimmed" className={classes.seen}>
          {where.filter(Boolean).join(" · ")}
        </Text>
        {remarksOn(dialled, answer, fields, say).map((remark) => (
          <Text size="sm" key={remark}>
            {remark}
          </Text>
        ))}
        {attestation !== undefined && callerId !== null && (
          <Text size="sm" c="dimmed">
            {say(`testCall.attestation.${attestation}`)}
          </Text>
        )}
        {isUnsaved && <Text size="sm">{unsavedText(answer, saved, say)}</Text>}
        {answer.errors.length > 0 && <Text size="sm">{say("testCall.errors", { count: answer.errors.length })}</Text>}
      </div>
      {expectation !== null && (
        <Suspense>
          <KeepIt company={company} expectation={expectation} />
        </Suspense>
      )}
      <Path answer={answer} onGo={onGo} />
      {presentations.map((presentation) => (
        <Suspense key={presentation.trunk}>
          <CallCarrier presentation={presentation} />
        </Suspense>
      ))}
    </>
  );
}

/** Why this number: the steps of the decision, and those that it did not get to. */
function Path({ answer, onGo }: OnGo & Readonly<{ answer: PreviewAnswer }>) {
  const say = useWords();
  const heading = useId();
  const { present } = useShownDraft();
  const steps = stepsOf(answer, present.priority);
  const reached = steps.at(-1)?.order ?? null;
  const rest = reached === null ? [] : orderOf(present.priority).slice(reached);
  return (
    <div className={classes.path}>
      <Title order={3} id={heading}>
        {say("testCall.why")}
      </Title>
      <ol className={classes.steps} aria-labelledby={heading}>
        {steps.map((step, at) => (
          // The steps of a trace have no identity but their place.
          <li key={at} data-outcome={step.step.outcome}>
            <StepLine {...step} onGo={onGo} />
          </li>
        ))}
        {rest.map(({ rule }, at) => (
          <li key={rule} data-outcome="rest">
            <span className={classes.place}>{reached! + at + 1}</span> {say(`outgoing.rule.${rule}` satisfies WordKey)}:{" "}
            {say("testCall.notNeeded")}
          </li>
        ))}
      </ol>
    </div>
  );
}

function StepLine({ onGo, ...step }: Step & OnGo) {
  const say = useWords();
  const names = useNames();
  const { target, order } = step;
  const name = (
    <>
      <span className={classes.place}>{order}</span> {stepName({ ...step, order: null }, say, names)}:
    </>
  );
  return (
    <>
      {target === null ? (
        name
      ) : (
        <Anchor component="button" type="button" inherit className={classes.step} onClick={() => onGo(target)}>
          {name}
        </Anchor>
      )}{" "}
      {becameText(step.step, say)}
    </>
  );
}
