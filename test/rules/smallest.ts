/** A failure is easier to see in a small company: takes away all that it does not need. */
import type { Call } from "../../src/decide/decision.ts";
import type { World } from "../reference/decide.ts";

export type Failing = Readonly<{ world: World; call: Call }>;

const withoutEach = <Item>(items: readonly Item[]): Item[][] => items.map((_, at) => items.toSpliced(at, 1));

const smallerWorlds = ({ company, directory, outgoing }: World): World[] => [
  ...withoutEach(outgoing.personal).map((personal) => ({ company, directory, outgoing: { ...outgoing, personal } })),
  ...withoutEach(outgoing.regional).map((regional) => ({ company, directory, outgoing: { ...outgoing, regional } })),
  ...withoutEach(directory.departments).map((departments) => ({
    company,
    directory: { ...directory, departments },
    outgoing,
  })),
  ...withoutEach(directory.employees).map((employees) => ({
    company,
    directory: { ...directory, employees },
    outgoing,
  })),
  ...withoutEach(directory.numbers).map((numbers) => ({ company, directory: { ...directory, numbers }, outgoing })),
];

const smallerCalls = (call: Call): Call[] => {
  const { chosen, ...notChosen } = call;
  const { privacy, ...notWithheld } = call;
  const { forwardedFrom, ...notForwarded } = call;
  return [
    ...(chosen === undefined ? [] : [notChosen]),
    ...(privacy === undefined ? [] : [notWithheld]),
    ...(forwardedFrom === undefined ? [] : [notForwarded]),
  ];
};

/** The smallest that still fails and is reached by taking one thing away at a time. */
export const smallest = (failing: Failing, fails: (smaller: Failing) => boolean): Failing => {
  const smaller = [
    ...smallerWorlds(failing.world).map((world) => ({ ...failing, world })),
    ...smallerCalls(failing.call).map((call) => ({ ...failing, call })),
  ].find(fails);
  return smaller === undefined ? failing : smallest(smaller, fails);
};
