/** What a new company has to do, in order, and what of it is done: worked out from its data, and kept nowhere. */
import type { Directory } from "../../../src/policy/directory.ts";
import type { OutgoingNumbers } from "../../../src/policy/outgoing-numbers.ts";

export type StepId = "numbers" | "people" | "main" | "personal" | "regional" | "test";

export type FirstStep = Readonly<{ id: StepId; isDone: boolean; isOptional: boolean }>;

type Data = Readonly<{
  directory: Pick<Directory, "numbers" | "employees">;
  /** As they are saved: what is not does nothing for a call. */
  saved: OutgoingNumbers;
}>;

/** Whether clients see a number of the company on every call. The rest is for those who want more. */
export function isSetUp({ directory, saved }: Data): boolean {
  return directory.numbers.length > 0 && directory.employees.length > 0 && hasMain({ directory, saved });
}

const hasMain = ({ directory, saved }: Data) => directory.numbers.some(({ number, on }) => on && number === saved.main);

/** @param isTested whether a call was tested in this browser: nobody else can know */
export function firstSteps(data: Data, isTested: boolean): readonly FirstStep[] {
  const { directory, saved } = data;
  return [
    { id: "numbers", isDone: directory.numbers.length > 0, isOptional: false },
    { id: "people", isDone: directory.employees.length > 0, isOptional: false },
    { id: "main", isDone: hasMain(data), isOptional: false },
    { id: "personal", isDone: saved.personal.length > 0, isOptional: true },
    { id: "regional", isDone: saved.regional.length > 0, isOptional: true },
    { id: "test", isDone: isTested, isOptional: false },
  ];
}
