/** The state of the test call: who calls from which device, what was dialled, and the decisions about it. */
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import type { Device } from "../../../src/policy/directory.ts";
import { previewQuery, type PreviewAnswer } from "../../api/check.ts";
import { DEVICES } from "../../../src/policy/device.ts";
import { employeeById } from "../../directory/people.ts";
import { useDraft } from "../draft-context.ts";
import { documentOf } from "../logic/document.ts";
import { useSpotlight } from "../spotlight.tsx";
import { targetsOf } from "./steps.ts";

const ASK_AFTER_MS = 100;

type TestCall = Readonly<{
  /** An id; null if the company has no employees. */
  employee: string | null;
  setEmployee: (id: string) => void;
  /** The devices of the employee's lines. */
  ownDevices: readonly Device[];
  device: Device;
  setDevice: (device: Device) => void;
  dialled: string;
  setDialled: (text: string) => void;
  /** The decision under the unsaved settings; undefined if nothing was dialled. */
  answer: PreviewAnswer | undefined;
  /** Whether the answer is still about what was typed before. */
  isLate: boolean;
  /** The decision under the saved settings; null if there are no unsaved changes. */
  saved: PreviewAnswer | null;
  error: unknown;
}>;

const TestCallContext = createContext<TestCall | null>(null);

/** Outside of the panel, so that the input survives when the window is resized and the panel moves. */
export function TestCallProvider({ children }: Readonly<{ children: ReactNode }>) {
  const { company, directory, saved, present, changes } = useDraft();
  const { highlight } = useSpotlight();
  const [chosen, setEmployee] = useState<string | null>(null);
  const [chosenDevice, setDevice] = useState<Device | null>(null);
  const [dialled, setDialled] = useState("");

  const person = (chosen === null ? undefined : employeeById(directory, chosen)) ?? directory.employees[0];
  const employee = person?.id ?? null;
  const ownDevices = DEVICES.filter((device) => person?.lines.some((line) => line.device === device));
  const device = chosenDevice ?? ownDevices[0] ?? DEVICES[0];

  const [query] = useDebouncedValue(dialled.trim(), ASK_AFTER_MS);
  const isAsking = query !== "" && employee !== null;
  const hasChanges = changes.length > 0;
  const unchanged = useMemo(() => documentOf(saved), [saved]);
  const preview = (settings: typeof present) =>
    previewQuery({ company, employee: employee!, device, dialled: query }, settings);
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
    setEmployee: (id) => {
      setEmployee(id);
      // A chosen device is not carried over to a person who does not have it.
      if (!employeeById(directory, id)?.lines.some((line) => line.device === chosenDevice)) setDevice(null);
    },
    ownDevices,
    device,
    setDevice,
    dialled,
    setDialled,
    answer,
    isLate: isPlaceholderData,
    saved: hasChanges ? (before.data ?? null) : null,
    error: isAsking ? error : null,
  };
  return <TestCallContext value={call}>{children}</TestCallContext>;
}

export function useTestCall(): TestCall {
  const call = useContext(TestCallContext);
  if (!call) throw new Error("only below TestCallProvider");
  return call;
}
