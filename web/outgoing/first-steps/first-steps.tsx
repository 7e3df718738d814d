import { Button, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Suspense, useId, useState, type ReactNode } from "react";
import { useIsKeptByPbx } from "../../directory/kept-by-pbx.tsx";
import { lazily } from "../../page/lazily.ts";
import { useMay } from "../../session/use-may.ts";
import { useImport } from "../../spreadsheet/use-import.tsx";
import { guidePage } from "../../ui/guide-page.ts";
import { PhoneNumber } from "../../ui/phone-number.tsx";
import ui from "../../ui/ui.module.css";
import { useLanguage, useWords } from "../../words/use-words.ts";
import { PasteDialog } from "../dialogs/paste-dialog.tsx";
import { useShownDraft } from "../draft-context.ts";
import outgoing from "../outgoing.module.css";
import { useSpotlightControls } from "../spotlight.tsx";
import { useTestCall } from "../test-call/test-call-provider.tsx";
import classes from "./first-steps.module.css";
import type { FirstStep, StepId } from "./steps.ts";
import { useFirstSteps } from "./use-first-steps.ts";
import { IconCheck } from "../../icons/icons.ts";

const PersonalDialog = lazily(() => import("../dialogs/personal-dialog.tsx"), "PersonalDialog");
const RegionalDialog = lazily(() => import("../dialogs/regional-dialog.tsx"), "RegionalDialog");

type Opened = Readonly<{ block: "personal" | "regional"; isList: boolean }>;

/** What a new company does first, in order: what is done, and a button for the rest. */
export function FirstSteps() {
  const say = useWords();
  const language = useLanguage();
  const heading = useId();
  const steps = useFirstSteps();
  const done = steps.filter(({ isDone }) => isDone).length;
  const next = steps.find(({ isDone }) => !isDone)?.id;
  const numbers = useImport("numbers");
  const people = useImport("employees");
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = () => setOpened(null);
  return (
    <section aria-labelledby={heading} className={outgoing.card}>
      <div className={classes.head}>
        <Title order={2} size="h4" id={heading}>
          {say("firstSteps.title")}
        </Title>
        <Text size="sm" c="dimmed" role="status">
          {say("firstSteps.done", { done, all: steps.length })}
        </Text>
      </div>
      <div className={classes.bar} aria-hidden>
        <div style={{ width: `${(done / steps.length) * 100}%` }} />
      </div>
      <Text size="sm" c="dimmed">
        {say("firstSteps.text")}{" "}
        <a {...guidePage(language, "fifty")} target="_blank" className={ui.link}>
          {say("frame.inGuide")}
        </a>
      </Text>
      {numbers.part}
      {people.part}
      <ol className={classes.steps}>
        {steps.map((step, at) => (
          <Step key={step.id} step={step} place={at + 1} isNext={step.id === next}>
            {step.isDone ? (
              <WhatIsThere id={step.id} />
            ) : (
              <ToDo
                id={step.id}
                isNext={step.id === next}
                onImport={step.id === "numbers" ? numbers.open : people.open}
                onOpen={setOpened}
              />
            )}
          </Step>
        ))}
      </ol>
      <Suspense>
        {opened?.isList && <PasteDialog block={opened.block} onClose={close} />}
        {opened?.isList === false && opened.block === "personal" && (
          <PersonalDialog row={null} employees={[]} isByPerson={false} onClose={close} />
        )}
        {opened?.isList === false && opened.block === "regional" && <RegionalDialog row={null} onClose={close} />}
      </Suspense>
    </section>
  );
}

type StepProps = Readonly<{ step: FirstStep; place: number; isNext: boolean; children: ReactNode }>;

function Step({ step: { id, isDone, isOptional }, place, isNext, children }: StepProps) {
  const say = useWords();
  const isUnsaved = useIsUnsaved(id);
  const kept = useIsKeptByPbx();
  const mayGiveNumbers = useMay()("directory.numbers", useShownDraft().company);
  const text = id === "numbers" && !mayGiveNumbers ? "numbersByOperator" : id === "people" && kept ? "peopleKept" : id;
  return (
    <li className={classes.step} data-done={isDone || undefined} data-next={isNext || undefined}>
      <span className={classes.node}>
        {isDone ? <IconCheck size={16} role="img" aria-label={say("firstSteps.isDone")} /> : place}
      </span>
      <div className={classes.words}>
        <Text component="h3" size="md" className={classes.name}>
          {say(`firstSteps.step.${id}`)}
          {isOptional && !isDone && <span className={classes.optional}> {say("firstSteps.optional")}</span>}
        </Text>
        {!isDone && (
          <Text size="sm" c="dimmed">
            {say(isUnsaved ? "firstSteps.unsaved" : `firstSteps.text.${text}`)}
          </Text>
        )}
      </div>
      <div className={classes.buttons}>{children}</div>
    </li>
  );
}

/** Whether it is done in the draft, and not saved yet. */
function useIsUnsaved(id: StepId): boolean {
  const { present } = useShownDraft();
  return (id === "personal" || id === "regional") && present[id].length > 0;
}

/** What is there of a step that is done; a way to it. */
function WhatIsThere({ id }: Readonly<{ id: StepId }>) {
  const say = useWords();
  const { company, directory, saved } = useShownDraft();
  const { focus } = useSpotlightControls();
  const link = (to: "numbers" | "employees", text: string) => (
    <Link to={`/companies/$company/${to}`} params={{ company }} className={outgoing.link}>
      {text}
    </Link>
  );
  if (id === "numbers") return link("numbers", say("firstSteps.numbers", { count: directory.numbers.length }));
  if (id === "people") return link("employees", say("people.found", { count: directory.employees.length }));
  if (id === "main" && saved.main !== null)
    return (
      <Button variant="transparent" size="compact-md" px={0} onClick={() => focus("main")}>
        <PhoneNumber e164={saved.main} />
      </Button>
    );
  if (id === "personal" || id === "regional")
    return <Text size="sm">{say("firstSteps.entries", { count: saved[id].length })}</Text>;
  return null;
}

type ToDoProps = Readonly<{ id: StepId; isNext: boolean; onImport: () => void; onOpen: (opened: Opened) => void }>;

/** The buttons of a step that is to be done. */
function ToDo({ id, isNext, onImport, onOpen }: ToDoProps) {
  const say = useWords();
  const { company, directory } = useShownDraft();
  const { focus } = useSpotlightControls();
  const { setSheetOpened } = useTestCall();
  const mayGiveNumbers = useMay()("directory.numbers", company);
  const kept = useIsKeptByPbx();
  const variant = isNext ? "filled" : "default";
  const byHand = (to: "numbers" | "employees") => (
    <Link to={`/companies/$company/${to}`} params={{ company }} className={ui.link}>
      {say("firstSteps.byHand")}
    </Link>
  );
  if (id === "numbers")
    return (
      mayGiveNumbers && (
        <>
          <Button variant={variant} onClick={onImport}>
            {say("firstSteps.do.numbers")}
          </Button>
          {byHand("numbers")}
        </>
      )
    );
  if (id === "people")
    return (
      !kept && (
        <>
          <Button variant={variant} onClick={onImport}>
            {say("firstSteps.do.people")}
          </Button>
          {byHand("employees")}
        </>
      )
    );
  if (id === "main")
    return (
      <Button variant={variant} disabled={directory.numbers.length === 0} onClick={() => focus("main")}>
        {say("firstSteps.do.main")}
      </Button>
    );
  if (id === "test")
    return (
      <Button
        variant={variant}
        disabled={directory.employees.length === 0}
        onClick={() => {
          const panel = document.getElementById("test-call");
          if (panel) panel.querySelector<HTMLElement>("input[inputmode=tel]")?.focus();
          else setSheetOpened(true);
        }}
      >
        {say("firstSteps.do.test")}
      </Button>
    );
  const isPossible = directory.numbers.length > 0 && (id === "regional" || directory.employees.length > 0);
  return (
    <>
      <Button variant={variant} disabled={!isPossible} onClick={() => onOpen({ block: id, isList: false })}>
        {say("outgoing.addNumber")}
      </Button>
      <Button variant="default" disabled={!isPossible} onClick={() => onOpen({ block: id, isList: true })}>
        {say("paste.button")}
      </Button>
    </>
  );
}
