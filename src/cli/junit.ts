/** Results in JUnit's XML, as most build servers read it. */

export type TestCase = Readonly<{
  name: string;
  /** Why it failed; undefined if it did not. */
  failure?: string | undefined;
}>;

export function junitXml(suite: string, cases: readonly TestCase[]): string {
  const failures = cases.filter(({ failure }) => failure !== undefined).length;
  const counts = `tests="${cases.length}" failures="${failures}" errors="0" skipped="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="${escaped(suite)}" ${counts}>`,
    ...cases.map((one) => `    ${caseXml(suite, one)}`),
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

function caseXml(suite: string, { name, failure }: TestCase): string {
  const start = `<testcase classname="${escaped(suite)}" name="${escaped(name)}"`;
  return failure === undefined ? `${start}/>` : `${start}><failure message="${escaped(failure)}"/></testcase>`;
}

/** XML 1.0, 2.2: these cannot stand in a document, not even escaped. */
const FORBIDDEN = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/gu;

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const escaped = (text: string) =>
  text.replaceAll(FORBIDDEN, "\uFFFD").replaceAll(/[&<>"]/g, (character) => ENTITIES[character]!);
