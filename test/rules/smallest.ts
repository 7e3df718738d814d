/** A failure is easier to see in a small company: takes away all that it does not need. */
import type { Call } from "../../src/decide/decision.ts";
import type { Company } from "../../src/policy/company.ts";
import type { NamedTrunk } from "../../src/policy/trunk.ts";
import type { World } from "../reference/decide.ts";

export type Failing = Readonly<{
  world: World;
  call: Call;
  trunks: readonly NamedTrunk[];
  unknownLine: "refuse" | "main";
}>;

const withoutEach = <Item>(items: readonly Item[]): Item[][] => items.map((_, at) => items.toSpliced(at, 1));

/** Without each field that may be left out, or with an empty list. */
const smallerCompanies = (company: Company): Company[] => {
  const { areaCode, ...noArea } = company;
  const { outsideLine, ...noOutsideLine } = company;
  const { emergencyNumber, ...noEmergencyNumber } = company;
  const { emergencyNumbers, trunkCodes } = company;
  return [
    ...(areaCode === undefined ? [] : [noArea]),
    ...(outsideLine === undefined ? [] : [noOutsideLine]),
    ...(emergencyNumber === undefined ? [] : [noEmergencyNumber]),
    ...(emergencyNumbers.length === 0 ? [] : [{ ...company, emergencyNumbers: [] }]),
    ...(trunkCodes.length === 0 ? [] : [{ ...company, trunkCodes: [] }]),
  ];
};

const smallerWorlds = ({ company, directory, outgoing }: World): World[] => [
  ...smallerCompanies(company).map((smaller) => ({ company: smaller, directory, outgoing })),
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
  const { forwardReason, ...noReason } = call;
  return [
    ...(chosen === undefined ? [] : [notChosen]),
    ...(privacy === undefined ? [] : [notWithheld]),
    ...(forwardedFrom === undefined ? [] : [notForwarded]),
    ...(forwardReason === undefined ? [] : [noReason]),
  ];
};

/** The smallest that still fails and is reached by taking one thing away at a time. */
export const smallest = (failing: Failing, fails: (smaller: Failing) => boolean): Failing => {
  const smaller = [
    ...smallerWorlds(failing.world).map((world) => ({ ...failing, world })),
    ...smallerCalls(failing.call).map((call) => ({ ...failing, call })),
    ...withoutEach(failing.trunks).map((trunks) => ({ ...failing, trunks })),
  ].find(fails);
  return smaller === undefined ? failing : smallest(smaller, fails);
};
