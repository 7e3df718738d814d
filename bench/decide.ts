/** decide() in process: with an understood number, and from the dialled text. */
import { compile } from "../src/decide/compile.ts";
import { decide, decideUnderstood, findCaller } from "../src/decide/decide.ts";
import { homeOf } from "../src/number/home.ts";
import { understand } from "../src/number/understand.ts";
import { benchCompany } from "./company.ts";
import { compare, rate } from "./pairs.ts";

const compiled = (entries: number) => {
  const { company, directory, outgoingNumbers } = benchCompany(entries);
  return compile(company, directory, outgoingNumbers);
};
const few = compiled(5);
const many = compiled(500);
const ask = {};

/** Half of the calls go to a prefix, half stay in the home country. */
const dialled = Array.from({ length: 1000 }, (_, at) =>
  at % 2 === 0 ? `+49${1000 + (at % 500)}12345` : `+37529${1_000_000 + at * 37}`,
);
const understood = dialled.map((text) => understand(text, many.home, "desk_phone"));
const callers = benchCompany(0).directory.employees.map((_, at) => {
  const found = findCaller(many, { line: `line-${at}`, dialled: "" });
  if (!found) throw new Error(`line-${at} is not known`);
  return found;
});

/** Distinct texts: four fifths are valid at the first reading, the rest need several or all readings. */
const texts = Array.from({ length: 400_000 }, (_, at) => {
  const digits = String(1_000_000 + at);
  switch (at % 10) {
    case 0:
      return digits; // local, with the area code
    case 1:
      return at % 20 === 1 ? `00 49 30 ${digits}` : `49 30 ${digits}${at}`;
    case 2:
    case 3:
      return `810 49 30 ${digits}`;
    case 4:
    case 5:
    case 6:
      return `8 029 ${digits.slice(0, 3)}-${digits.slice(3, 5)}-${digits.slice(5)}`;
    default:
      return `+4989${digits}`;
  }
});

function checkAnswers(): void {
  const answer = (text: string) => {
    const decided = decide(many, { line: "line-1", dialled: text });
    if (!decided.known) throw new Error("line-1 is not known");
    const { decision } = decided;
    return `${decision.decidedBy.rule} ${decision.callerId}`;
  };
  const expected = { "+49100012345": "prefix +375171110000", "8 029 100-00-01": "main +375171110000" };
  for (const [text, rule] of Object.entries(expected))
    if (answer(text) !== rule) throw new Error(`${text}: ${answer(text)}, expected ${rule}`);
  const home = homeOf({ country: "BY", areaCode: "17" });
  const unread = texts.filter((text) => understand(text, home, "desk_phone").destination.kind !== "external").length;
  if (unread > texts.length / 10) throw new Error(`${unread} texts cannot be read`);
}

let shown = 0;
const decideOf = (compiled: typeof many) => (times: number) => {
  for (let at = 0; at < times; at++)
    if (decideUnderstood(compiled, callers[at % 200]!, understood[at % 1000]!, ask).callerId !== null) shown++;
};
let next = 0;
const decideTexts = (times: number) => {
  for (let at = 0; at < times; at++, next = (next + 1) % texts.length) {
    const decided = decide(many, { line: "line-1", dialled: texts[next]! });
    if (decided.known && decided.decision.callerId !== null) shown++;
  }
};

export async function benchDecide(): Promise<readonly string[]> {
  checkAnswers();
  const size = await compare(
    () => rate(decideOf(many), 1_500_000),
    () => rate(decideOf(few), 1_500_000),
  );
  const fromText = await compare(
    () => rate(decideTexts, 100_000),
    () => rate(decideOf(many), 1_500_000),
  );
  const perSecond = (value: number) => `${Math.round(value).toLocaleString("en")}/s`;
  return [
    `understood, 500 regional entries: ${perSecond(size.ours)} (at least 2,000,000/s)`,
    `understood, 500 entries against 5: ratio ${size.ratio.toFixed(2)} (no growth: about 1)`,
    `from distinct texts: ${perSecond(fromText.ours)} (at least 100,000/s)`,
    `numbers shown: ${shown}`,
  ];
}
