/** The one-way streets of the house (docs/architecture.md). */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";

const src = new URL("../src", import.meta.url).pathname;

/** What each folder may import besides itself; a file at the top is a folder of its own. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  number: [],
  policy: ["number"],
  decide: ["number", "policy"],
  preview: ["number", "policy", "decide", "turns.ts"],
  outward: [],
  trace: ["policy/refusal.ts", "decide/decide-call.ts", "store/writes.ts", "version.ts"],
  access: ["policy", "outward", "queue.ts"],
  scim: ["policy"],
  watch: ["policy", "access", "mail", "outward", "store", "settings", "trace"],
  contract: ["number", "policy", "access", "scim"],
  store: ["number", "policy", "decide", "access", "scim"],
  replica: ["number", "policy", "decide", "access", "store", "turns.ts"],
  settings: ["number", "policy", "decide", "preview", "access", "scim", "store"],
  node: ["policy", "decide", "access", "store", "replica/follow.ts", "trace"],
  http: ["policy", "access", "store/storage-error.ts"],
  door: ["number", "policy", "decide", "access", "contract", "http"],
  api: [
    "number",
    "policy",
    "decide",
    "preview",
    "access",
    "scim",
    "contract",
    "store",
    "settings",
    "watch/webhook.ts",
    "mail",
    "http",
    "door/http/decisions.ts",
    "door/http/one-line.ts",
    "door/http/undecided.ts",
    "metrics.ts",
    "page/serve-page.ts",
    "node/feed-nodes.ts",
    "trace",
  ],
  worker: ["policy", "access", "http", "config.ts", "trace"],
  thread: ["policy", "access", "store", "settings", "api", "trace"],
  page: [],
  cli: [
    "number",
    "policy",
    "decide",
    "access",
    "contract",
    "store",
    "settings",
    "config.ts",
    "main.ts",
    "node.ts",
    "version.ts",
  ],
  "config.ts": ["access/address-range.ts", "trace/trace.ts"],
  mail: ["policy", "queue.ts", "trace"],
  "log.ts": ["decide"],
  "decision-counters.ts": ["decide"],
  "metrics.ts": ["decide", "decision-counters.ts", "http/security-events.ts"],
  "queue.ts": [],
  "turns.ts": [],
  "version.ts": [],
};

const folderOf = (path: string) => path.split("/")[0]!;

test("imports go one way", () => {
  const files = globSync("**/*.ts", { cwd: src });
  assert.ok(files.length > 40, "the sources are found");
  for (const file of files) {
    // These put the parts together.
    if (["main.ts", "node.ts", "worker.ts", "start"].includes(folderOf(file))) continue;
    const allowed = MAY_IMPORT[folderOf(file)];
    assert.ok(allowed, `${file}: say in this test what its folder may import`);
    for (const [, specifier] of readFileSync(join(src, file), "utf8").matchAll(/(?:from|import) "(\.[^"]+)"/g)) {
      const target = relative(src, join(src, dirname(file), specifier!));
      if (target.startsWith("..")) continue;
      const fits: boolean =
        folderOf(target) === folderOf(file) || allowed.some((may) => target === may || folderOf(target) === may);
      assert.ok(fits, `${file} imports ${target}`);
    }
  }
});

const web = new URL("../web", import.meta.url).pathname;

const GROUND = ["words", "icons", "find", "api", "page"];
const PARTS = [...GROUND, "ui", "countries"];
const PEOPLE = [...PARTS, "form", "session", "directory"];
const SECTION = [...PEOPLE, "spreadsheet", "shown", "expected", "table", "bulk"];

/** The same for the page, from the ground up. A section imports no other section. */
const PAGE_MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  words: [],
  icons: [],
  find: [],
  api: ["words", "find"],
  page: ["words", "icons", "find"],
  countries: ["words", "find"],
  ui: [...GROUND, "countries"],
  form: PARTS,
  session: PARTS,
  directory: [...PARTS, "form", "session"],
  spreadsheet: PEOPLE,
  shown: PEOPLE,
  expected: PEOPLE,
  table: PARTS,
  bulk: [...PEOPLE, "shown"],
  numbers: SECTION,
  employees: SECTION,
  departments: SECTION,
  company: SECTION,
  trunks: SECTION,
  access: SECTION,
  account: SECTION,
  outgoing: SECTION,
  expectations: SECTION,
  history: SECTION,
  own: SECTION,
  guests: SECTION,
  nodes: SECTION,
  watching: SECTION,
  app: [
    ...SECTION,
    "numbers",
    "employees",
    "departments",
    "company",
    "trunks",
    "access",
    "account",
    "outgoing",
    "expectations",
    "history",
    "own",
    "guests",
    "nodes",
    "watching",
  ],
  build: [],
  "main.tsx": ["app", "words"],
  "vite.config.ts": ["build"],
};

/** What the page takes from the service besides types: pure, and without a schema, which would bring zod along. */
const VALUES_FOR_THE_PAGE: ReadonlySet<string> = new Set([
  "access/password-form.ts",
  "number/e164.ts",
  "number/device.ts",
  "policy/directory-clashes.ts",
  "policy/directory-forms.ts",
  "policy/edit-directory.ts",
  "policy/entry-target.ts",
  "policy/expectation-key.ts",
  "policy/forward-reason.ts",
  "policy/guests.ts",
  "policy/id.ts",
  "policy/most-dialled.ts",
  "policy/problem.ts",
  "policy/quota-limits.ts",
  "policy/watched.ts",
]);

const IMPORTS_OF_PAGE =
  /(?<word>import|export)(?<type> type)? [^;]*?from "(?<from>\.[^"]+)"|import(?:\(| )"(?<bare>\.[^"]+)"/g;

test("the page's imports go one way, and of the service it takes no more than types and what is pure", () => {
  const files = globSync("**/*.{ts,tsx}", { cwd: web, exclude: ["dist/**", "**/*.d.ts"] });
  assert.ok(files.length > 150, "the page is found");
  for (const file of files) {
    const allowed = PAGE_MAY_IMPORT[folderOf(file)];
    assert.ok(allowed, `${file}: say in this test what its folder may import`);
    for (const { groups } of readFileSync(join(web, file), "utf8").matchAll(IMPORTS_OF_PAGE)) {
      const target = relative(web, join(web, dirname(file), groups!["from"] ?? groups!["bare"]!));
      const fromService = target.match(/^\.\.\/src\/(.+)$/)?.[1];
      const fits: boolean =
        fromService === undefined
          ? folderOf(target) === folderOf(file) || allowed.includes(folderOf(target))
          : groups!["type"] === undefined
            ? VALUES_FOR_THE_PAGE.has(fromService)
            : ["number", "policy", "decide", "preview", "access", "contract"].includes(folderOf(fromService));
      assert.ok(fits, `${file} imports ${target}`);
    }
  }
});

test("databases stand behind their ports: only those who open one know which it is", () => {
  const openers = /^(store\/|thread\/thread\.ts|node\/|cli\/|start\/|main\.ts|node\.ts|worker\.ts)/;
  for (const file of globSync("**/*.ts", { cwd: src }))
    if (!openers.test(file)) assert.doesNotMatch(readFileSync(join(src, file), "utf8"), /from "[^"]*store\/sql/, file);
});

test("one file knows the library of traces, and it is loaded only if they are sent", () => {
  const users = globSync("**/*.ts", { cwd: src }).filter((file) =>
    readFileSync(join(src, file), "utf8").includes('"@opentelemetry/'),
  );
  assert.deepEqual(users, ["trace/open-telemetry.ts"]);
  for (const file of globSync("**/*.ts", { cwd: src }))
    assert.doesNotMatch(readFileSync(join(src, file), "utf8"), /from "[^"]*open-telemetry\.ts"/, file);
});

test("nothing of the service imports the page", () => {
  for (const file of globSync("**/*.ts", { cwd: src }))
    assert.doesNotMatch(readFileSync(join(src, file), "utf8"), /(?:from|import) "(\.\.\/)+web\//, file);
});

test("nothing but config.ts reads the environment", () => {
  for (const file of globSync("**/*.ts", { cwd: src })) {
    const lines = readFileSync(join(src, file), "utf8").split("\n");
    const reads = lines.filter((line) => line.includes("process.env") && !/read\w*Config\(process\.env\b/.test(line));
    assert.deepEqual(reads, [], file);
  }
});

test("tests, benchmarks and scripts share nothing but the lab, and the lab takes nothing of theirs", () => {
  const root = join(src, "..");
  const files = globSync("{lab,test,bench,scripts}/**/*.ts", { cwd: root });
  for (const room of ["lab", "test", "bench", "scripts"])
    assert.ok(files.filter((file) => folderOf(file) === room).length > 5, `${room} is found`);
  for (const file of files)
    for (const [, specifier] of readFileSync(join(root, file), "utf8").matchAll(
      /(?:from |import |import\(|new URL\()"(\.[^"]+)"/g,
    )) {
      const room = folderOf(relative(root, join(root, dirname(file), specifier!)));
      const fits = room === folderOf(file) || !["test", "bench", "scripts"].includes(room);
      assert.ok(fits, `${file} imports ${specifier}`);
    }
});
