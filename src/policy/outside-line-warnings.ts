/** What an outside line takes from other numbers that start with it: docs/rules.md, "Warnings". */
import { homeOf, type Home } from "../number/home.ts";
import { planOf } from "../number/numbering-plan.ts";
import { shortNumbersFrom } from "../number/short-numbers.ts";
import { understand } from "../number/understand.ts";
import type { Company } from "./company.ts";
import type { Directory } from "./directory.ts";
import { MOST_NAMED, type Warning } from "./problem.ts";

/** How many numbers a message names. */
const MOST_EXAMPLES = 3;

/** How many short numbers are tried. */
const MOST_TRIED = 1_000;

export function* outsideLineWarnings(company: Company, directory: Directory): Generator<Warning> {
  const { outsideLine, country } = company;
  if (outsideLine === undefined) return;
  const about = { document: "company", path: "/outsideLine" } as const;
  const extensions = extensionsFrom(outsideLine, directory);
  const short = hiddenShortNumbers(company, outsideLine);
  const messages: string[] = [];
  if (extensions.length > 0) {
    const named = examples(extensions.map(({ extension }) => extension));
    messages.push(
      `Extensions start with the outside line ${outsideLine} (${named}): what is dialled after it may ring a colleague.`,
    );
  }
  if (short.length > 0)
    messages.push(
      `Short numbers start with the outside line ${outsideLine} (${examples(short)}): dialled as they are, they mean something else.`,
    );
  if (messages.length > 0)
    yield {
      ...about,
      code: "outside_line_hides",
      message: messages.join(" "),
      ...(extensions.length > 0 && { others: extensions.slice(0, MOST_NAMED).map(({ path }) => path) }),
      ...(short.length > 0 && { numbers: short.slice(0, MOST_EXAMPLES) }),
    };
  if (outsideLine === planOf(country).nationalPrefix)
    yield {
      ...about,
      code: "outside_line_is_trunk_prefix",
      message: `${outsideLine} is the trunk prefix of ${country} too: numbers may be understood without it.`,
    };
}

function extensionsFrom(outsideLine: string, { employees }: Directory) {
  return employees.flatMap(({ extension }, at) =>
    extension?.startsWith(outsideLine) ? { extension, path: `/employees/${at}/extension` } : [],
  );
}

/** The short numbers of the country that mean something else where the outside line is taken off. */
function hiddenShortNumbers(company: Company, outsideLine: string): readonly string[] {
  const home = homeOf(company);
  const without = { ...home, outsideLine: undefined };
  const isShort = (text: string, at: Home) => {
    const { kind, digits } = understand(text, at, "desk_phone").destination;
    return kind === "short" && digits === text;
  };
  return shortNumbersFrom(outsideLine, company.country)
    .take(MOST_TRIED)
    .filter((text) => isShort(text, without) && !isShort(text, home))
    .take(MOST_EXAMPLES + 1)
    .toArray();
}

function examples(numbers: readonly string[]): string {
  const named = numbers.slice(0, MOST_EXAMPLES).join(", ");
  return numbers.length > MOST_EXAMPLES ? `${named} and more` : named;
}
