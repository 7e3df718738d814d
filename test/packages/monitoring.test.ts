/** The dashboard and the alert rules: Prometheus takes them, and they name what Callas publishes. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { parse } from "yaml";
import { directory, putCompany, settings } from "../../lab/companies/acme.ts";
import { newFolder, serviceHere, type TestService } from "../../lab/service/service.ts";

const folder = join(import.meta.dirname, "../../examples/monitoring");

type Rules = Readonly<{ groups: readonly Readonly<{ rules: readonly Readonly<{ alert: string; expr: string }>[] }>[] }>;
type Dashboard = Readonly<{ panels: readonly Readonly<{ targets: readonly Readonly<{ expr: string }>[] }>[] }>;
type RuleTests = Readonly<{
  tests: readonly Readonly<{ alert_rule_test: readonly Readonly<{ alertname: string }>[] }>[];
}>;

const read = (name: string) => readFileSync(join(folder, name), "utf8");
const rules = (parse(read("alerts.yaml")) as Rules).groups.flatMap((group) => group.rules);
const dashboard = JSON.parse(read("dashboard.json")) as Dashboard;
const expressions = [
  ...rules.map(({ expr }) => expr),
  ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
];

const promtool = (...words: string[]) =>
  execFileSync("promtool", words, { cwd: folder, encoding: "utf8", stdio: "pipe" });

/** What Prometheus adds to what it fetches. */
const OF_PROMETHEUS: ReadonlySet<string> = new Set(["instance", "job"]);

let service: TestService;
let metrics: string;
before(async () => {
  service = await serviceHere();
  await putCompany(service.operator, "acme", { directory, settings });
  for (const line of ["ivan-desk", "somebody-else"])
    await service.operator("POST decisions", { company: "acme", line, dialled: "112" });
  await service.operator("POST decisions", { company: "nobody", line: "nobody", dialled: "112" });
  await service.as("wrong-key")("GET companies");
  metrics = (await service.operator("GET /metrics")).text;
});
after(() => service.stop());

test("promtool takes the rules, and each fires when it should", () => {
  assert.match(promtool("check", "rules", "alerts.yaml"), /SUCCESS/);
  assert.match(promtool("test", "rules", "alerts.test.yaml"), /SUCCESS/);
  const { tests } = parse(read("alerts.test.yaml")) as RuleTests;
  const tried = new Set(tests.flatMap((one) => one.alert_rule_test.map(({ alertname }) => alertname)));
  assert.deepEqual(tried, new Set(rules.map(({ alert }) => alert)));
});

test("promtool takes every expression of the dashboard", async (context) => {
  const temporary = await newFolder();
  context.after(() => rm(temporary, { recursive: true, force: true }));
  const file = join(temporary, "rules.json");
  /** promtool reads rules only, so each expression becomes one. */
  const check = (expressions: readonly string[]) => {
    const recorded = expressions.map((expr, at) => ({ record: `panel_${at}`, expr }));
    writeFileSync(file, JSON.stringify({ groups: [{ name: "panels", rules: recorded }] }));
    return promtool("check", "rules", file);
  };
  const shown = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
  assert.match(check(shown.map((expr) => expr.replaceAll("$__rate_interval", "5m"))), /SUCCESS/);
  assert.throws(() => check(["rate(callas_decisions_total[5m]"]));
});

test("the service publishes each metric that they name", () => {
  const named = new Set(expressions.flatMap((expr) => expr.match(/\b(callas|nodejs|process)_\w+/g) ?? []));
  assert.ok(named.size > 20);
  for (const name of named) {
    const isPublished = metrics.includes(`# TYPE ${name} `);
    const ofHistogram = metrics.includes(`# TYPE ${name.replace(/_(bucket|sum|count)$/, "")} histogram`);
    assert.ok(isPublished || ofHistogram, name);
  }
});

test("the service publishes each label that they name", () => {
  const published = new Set([...metrics.matchAll(/[{,](\w+)="/g)].map(([, label]) => label!));
  const named = expressions.flatMap((expr) => [
    ...[...expr.matchAll(/\b(?:by|on) \(([^)]+)\)/g)].flatMap(([, labels]) => labels!.split(", ")),
    ...[...expr.matchAll(/[{,] ?(\w+)(?:=|!=|=~)"/g)].map(([, label]) => label!),
  ]);
  assert.ok(named.includes("door") && named.includes("outcome"));
  for (const label of named) assert.ok(published.has(label) || OF_PROMETHEUS.has(label), label);
});
