/** The state of the test call: who calls from which device, what was dialled, and the decisions about it. */
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import type { Device } from "../../../src/policy/company.ts";
import { previewQuery, type Caller, type PreviewAnswer } from "../../api/check.ts";
import type { Expectation } from "../../api/expectations.ts";
import { DEVICES } from "../../../src/number/device.ts";
import { employeeById } from "../../directory/people.ts";
import { provided } from "../../ui/provided.ts";
import { useShownDraft } from "../draft-context.ts";
import { documentOf } from "../logic/document.ts";
import { useSpotlightControls } from "../spotlight.tsx";
import { NO_CONDITIONS, type Conditions, type Question } from "./question.ts";
import { targetsOf } from "./steps.ts";
import { useLinkedQuestion } from "./use-linked-question.ts";

const ASK_AFTER_MS = 100;

/** As it was filled in; null: nothing yet. */
type Filled = Readonly<{
  employee: string | null;
  device: Device | null;
  dialled: string;
  conditions: Conditions | null;
}>;

const NOTHING: Filled = { employee: null, device: null, dialled: "", conditions: null };

type TestCall = Readonly<{
  /** An id; null if the company has no employees, or {@link isGone}. */
  employee: string | null;
  /** Whether the employee of the question is not in the directory, or not any more. */
  isGone: boolean;
  setEmployee: (id: string) => void;
  /** The devices of the employee's lines. */
  ownDevices: readonly Device[];
  device: Device;
  setDevice: (device: Device) => void;
  dialled: string;
  setDialled: (text: string) => void;
  conditions: Conditions;
  setConditions: (changed: Partial<Conditions>) => void;
  isWithConditions: boolean;
  /** Without them, what was said there is forgotten. */
  setWithConditions: (isWith: boolean) => void;
  /** On a narrow screen; a question in the address of the page opens it. */
  isSheetOpened: boolean;
  setSheetOpened: (isOpened: boolean) => void;
  /** Numbers to be tried together, as they were pasted. */
  listed: string;
  setListed: (text: string) => void;
  /** Whether the dialog for them is open. */
  isListOpened: boolean;
  setListOpened: (isOpened: boolean) => void;
  /** Who calls, with the conditions, for {@link listed}; null: nobody does. */
  caller: Caller | null;
  /** What was filled in; null: nothing was dialled, or nobody calls. */
  question: Question | null;
  /** Whether a number may be chosen on the device. */
  hasChoice: boolean;
  /** What was dialled, once the person has stopped typing. */
  asked: string;
  /** The decision under the unsaved settings; undefined if nothing was dialled. */
  answer: PreviewAnswer | undefined;
  /** Whether the answer is still about what was typed before. */
  isLate: boolean;
  /** The decision under the saved settings; null if there are no unsaved changes. */
  saved: PreviewAnswer | null;
  /** What it shows, to be written down; null while it is not known, and for calls with conditions. */
  expectation: Expectation | null;
  error: unknown;
}>;

const TestCallContext = createContext<TestCall | null>(null);

/** Outside of the panel, so that the input survives when the window is resized and the panel moves. */
export function TestCallProvider({ children }: Readonly<{ children: ReactNode }>) {
  const { company, fields, directory, saved, present, changes } = useShownDraft();
  const { highlight } = useSpotlightControls();
  const linked = useLinkedQuestion();
  const [taken, take] = useState(linked);
  const [filled, setFilled] = useState<Filled>(linked ?? NOTHING);
  const [isSheetOpened, setSheetOpened] = useState(linked !== null);
  const [listed, setListed] = useState("");
  const [isListOpened, setListOpened] = useState(false);
  if (taken !== linked) {
    take(linked);
    if (linked) {
      setFilled(linked);
      setSheetOpened(true);
    }
  }
  const fill = (more: Partial<Filled>) => setFilled((filled) => ({ ...filled, ...more }));
  const { dialled, device: chosenDevice } = filled;
  const conditions = filled.conditions ?? NO_CONDITIONS;

  const person = filled.employee === null ? directory.employees[0] : employeeById(directory, filled.employee);
  const employee = person?.id ?? null;
  const ownDevices = DEVICES.filter((device) => person?.lines.some((line) => line.device === device));
  const device = chosenDevice ?? ownDevices[0] ?? DEVICES[0];

  const hasChoice = fields.choiceDevices.includes(device);
  const typed = useMemo(
    () => ({ dialled: dialled.trim(), ...said(conditions, hasChoice) }),
    [dialled, conditions, hasChoice],
  );
  const [query] = useDebouncedValue(typed, ASK_AFTER_MS);
  const isAsking = query.dialled !== "" && employee !== null;
  const hasChanges = changes.length > 0;
  const unchanged = useMemo(() => documentOf(saved), [saved]);
  const preview = (settings: typeof present) =>
    previewQuery({ company, employee: employee!, device, ...query }, settings);
  const { data, error, isPlaceholderData } = useQuery({
    ...preview(present),
    enabled: isAsking,
    placeholderData: keepPreviousData,
  });
  const before = useQuery({ ...preview(unchanged), enabled: isAsking && hasChanges });
  const answer = isAsking ? data : undefined;

  useEffect(() => {
    highlight(new Set(answer ? targetsOf(answer) : []));
    return () => highlight(new Set());
  }, [answer, highlight]);

  const call: TestCall = {
    employee,
    isGone: filled.employee !== null && person === undefined,
    setEmployee: (id) => {
      // A chosen device is not carried over to a person who does not have it.
      const hasDevice = employeeById(directory, id)?.lines.some((line) => line.device === chosenDevice);
      fill({ employee: id, ...(!hasDevice && { device: null }) });
    },
    ownDevices,
    device,
    setDevice: (device) => fill({ device }),
    dialled,
    setDialled: (dialled) => fill({ dialled }),
    conditions,
    setConditions: (changed) => fill({ conditions: { ...conditions, ...changed } }),
    isWithConditions: filled.conditions !== null,
    setWithConditions: (isWith) => fill({ conditions: isWith ? NO_CONDITIONS : null }),
    isSheetOpened,
    setSheetOpened,
    listed,
    setListed,
    isListOpened,
    setListOpened,
    caller: employee === null ? null : { company, employee, device, ...said(conditions, hasChoice) },
    question:
      employee === null || dialled.trim() === ""
        ? null
        : { employee, device, dialled: dialled.trim(), conditions: saidIn(filled.conditions, hasChoice) },
    hasChoice,
    asked: query.dialled,
    answer,
    isLate: isPlaceholderData,
    saved: hasChanges ? (before.data ?? null) : null,
    expectation: isPlaceholderData || answer === undefined ? null : expectationOf(employee!, device, query, answer),
    error: isAsking ? error : null,
  };
  return <TestCallContext value={call}>{children}</TestCallContext>;
}

function expectationOf(
  employee: string,
  device: Device,
  { dialled, ...conditions }: Readonly<{ dialled: string }>,
  { callerId }: PreviewAnswer,
): Expectation | null {
  return Object.keys(conditions).length > 0 ? null : { employee, device, dialled, shows: callerId };
}

/** Without a choice that the device does not offer. */
const saidIn = (conditions: Conditions | null, hasChoice: boolean) =>
  conditions && { ...conditions, chosen: hasChoice ? conditions.chosen : "" };

/** The conditions as the service is told of them. */
function said({ chosen, forwardedFrom, forwardReason, trunk }: Conditions, hasChoice: boolean) {
  return {
    ...(hasChoice && chosen.trim() !== "" && { chosen: chosen.trim() }),
    ...(forwardedFrom.trim() !== "" && { forwardedFrom: forwardedFrom.trim(), forwardReason }),
    ...(trunk !== null && { trunk }),
  };
}

export const useTestCall = (): TestCall => provided(useContext(TestCallContext), "TestCallProvider");
