/** `npm run demo`: starts the service with a company from Minsk, shows a dozen of its calls, and keeps serving. */
import { isDeepStrictEqual } from "node:util";
import { openClient, type Client } from "../src/cli/client.ts";
import { passedOverInWords, ruleInWords, shownInWords, type AnsweredDecision } from "../src/cli/decision-words.ts";
import { EXIT, explainFailure, Failure } from "../src/cli/failure.ts";
import { start } from "../src/cli/serve.ts";
import { table } from "../src/cli/table.ts";
import { readConfig } from "../src/config.ts";
import { newKey } from "../src/access/key-ring.ts";
import { demoCalls, demoDirectory, demoId, type DemoCall } from "../lab/companies/demo-company.ts";
import { deviceOf, employeeOf } from "../lab/companies/demo-lines.ts";
import { isAsLoaded, loadDemoCompany } from "../lab/companies/load-demo.ts";

const ownKey = newKey();

async function demo(): Promise<void> {
  const config = readConfig(process.env, {
    CALLAS_DATA_DIR: "./demo-data",
    CALLAS_LOG_LEVEL: "warn",
    CALLAS_OPERATOR_KEY: ownKey,
  });
  const { address, stop } = await start(config);
  const key = config.operatorKey ?? ownKey;
  const client = openClient(address, key);
  await loadDemoCompany(client);
  const answers = await Promise.all(demoCalls.map((call) => ask(client, call)));
  console.log(`Calls of the demo company “${demoId}”:\n`);
  console.log(table([["WHO CALLS", "FROM", "DIALLED", "SHOWN", "WHY"], ...answers.map(rowOf)]));

  const different = answers.filter((answer) => !isAsExpected(answer));
  if (different.length > 0 && (await isAsLoaded(client))) {
    for (const { call, decision } of different) console.error(differenceInWords(call, decision));
    await stop();
    throw new Failure(EXIT.unexpected, `${different.length} of ${answers.length} calls do not show what they have to.`);
  }
  if (different.length > 0)
    console.log(
      `The company has been changed since it was loaded: ${different.length} of these calls show something else than\n` +
        `at first. Remove ${config.dataDir} to start over.\n`,
    );
  console.log(whereToLook(address, key, key === ownKey));
}

type Answered = Readonly<{ call: DemoCall; decision: AnsweredDecision }>;

async function ask(client: Client, call: DemoCall): Promise<Answered> {
  const { expected: _, ...question } = call;
  const decision = await client.send<AnsweredDecision>("POST", "/api/v1/decisions", {
    body: { company: demoId, ...question },
  });
  return { call, decision };
}

function isAsExpected({ call: { expected }, decision }: Answered): boolean {
  const { callerId, decidedBy, privacy, passedOver } = decision;
  return isDeepStrictEqual({ callerId, rule: decidedBy.rule, privacy, passedOver }, expected);
}

function differenceInWords(call: DemoCall, { callerId, decidedBy, privacy, passedOver }: AnsweredDecision): string {
  return [
    `WRONG: ${call.line} dials ${call.dialled}`,
    `  expected ${JSON.stringify(call.expected)}`,
    `  answered ${JSON.stringify({ callerId, rule: decidedBy.rule, privacy, passedOver })}`,
  ].join("\n");
}

function rowOf({ call, decision }: Answered): readonly string[] {
  const employee = employeeOf(call.line);
  const why = [
    ruleInWords(decision.decidedBy, nameOf),
    ...decision.passedOver.map(passedOverInWords),
    ...(employee.guest ? ["guest of another PBX"] : []),
    ...(decision.privacy ? ["withheld from the callee"] : []),
  ];
  return [employee.name, deviceOf(call.line), call.dialled, shownInWords(decision), why.join("; ")];
}

function nameOf(id: string): string {
  const named = [...demoDirectory.employees, ...demoDirectory.departments].find((thing) => thing.id === id);
  return named ? `"${named.name}"` : id;
}

function whereToLook(address: string, key: string, isOwn: boolean): string {
  return `Serving at ${address} until Ctrl+C.

  The page, to set and to try   ${address}/companies/${demoId}/outgoing-numbers
  The API, to read and to try   ${address}/api/docs
  The operator's key, for both  ${isOwn ? key : "the one of CALLAS_OPERATOR_KEY"}

In another terminal:
  export CALLAS_URL=${address} CALLAS_KEY=${isOwn ? key : '"$CALLAS_OPERATOR_KEY"'}
  npx callas decide --company ${demoId} --line ivan-desk --dialled "810 49 30 1234567" --explain
  npx callas outgoing-numbers get ${demoId}`;
}

try {
  await demo();
} catch (error) {
  const { exitCode, lines } = explainFailure(error);
  console.error(lines.join("\n"));
  process.exit(exitCode);
}
