/** The shell: what it prints, what it exits with, and what it does to files. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import {
  chmod,
  chown,
  copyFile,
  lstat,
  mkdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, before, describe, test } from "node:test";
import type { Command } from "commander";
import { parse } from "yaml";
import { demoDirectory, demoId, demoOutgoingNumbers } from "../../lab/companies/demo-company.ts";
import { loadDemoCompany } from "../../lab/companies/load-demo.ts";
import { openClient } from "../../src/cli/client.ts";
import { createProgram } from "../../src/cli/program.ts";
import { databaseFile } from "../../src/store/sqlite/data-folder.ts";
import { runCallas, type Ran } from "./run-callas.ts";
import { newFolder, operatorKey, serviceHere, serviceProcess, type TestService } from "../../lab/service/service.ts";
import { readWhole } from "./whole.ts";

/** An address that nobody listens on. */
async function nowhere(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return `http://127.0.0.1:${port}`;
}

/** Whatever goes wrong, a person gets lines that begin like this, and never a stack. */
function assertFailed(ran: Ran, code: number, says: RegExp): void {
  assert.equal(ran.code, code, ran.stderr);
  assert.match(ran.stderr, says);
  assert.match(ran.stderr, /^(?:callas|error): /m);
  assert.doesNotMatch(ran.stderr, /^\s+at /m);
  assert.equal(ran.stdout, "");
}

/** A command and all that are below it. */
const withTheirOwn = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(withTheirOwn)];

describe("the shell, without a service", () => {
  test("help of every command has an example", async () => {
    const commands = withTheirOwn(createProgram());
    assert.ok(commands.length > 15);
    for (const command of commands) {
      let help = "";
      command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
      assert.match(help, /^Examples?:\n {2}.*callas/m, command.name());
      assert.match(help, /^Usage: callas/);
    }
    const { code, stdout } = await runCallas(["key", "create", "--help"]);
    assert.equal(code, 0);
    assert.match(stdout, /^Usage: callas key create /);
    assert.match((await runCallas(["--help"])).stdout, /Exit codes:/);
  });

  test("wrong words exit with 2 and name what was meant", async () => {
    assertFailed(await runCallas(["decid"]), 2, /Did you mean decide\?/);
    assertFailed(await runCallas(["key", "list", "--jsn"]), 2, /Did you mean --json\?/);
    assertFailed(await runCallas(["key", "create", "--name", "x", "--role", "king"]), 2, /operator, admin, pbx/);
    const call = ["decide", "--company", "a", "--dialled", "1"];
    assertFailed(await runCallas(call), 2, /--line/);
    assertFailed(await runCallas([...call, "--line", "l", "--employee", "e", "--device", "crm"]), 2, /--line/);
    assertFailed(await runCallas([...call, "--employee", "e"]), 2, /--device/);
  });

  test("wrong settings exit with 2 and are named", async () => {
    assertFailed(
      await runCallas(["serve"], { CALLAS_PORT: "http", CALLAS_LOG_LEVEL: "loud" }),
      2,
      /CALLAS_PORT.*\n.*CALLAS_LOG_LEVEL/,
    );
    assertFailed(await runCallas(["key", "list"], { CALLAS_URL: "localhost" }), 2, /CALLAS_URL/);
    assertFailed(await runCallas(["key", "list"]), 2, /CALLAS_KEY/);
  });

  test("a service that is not there exits with 3", async () => {
    const url = await nowhere();
    const environment = { CALLAS_URL: url, CALLAS_KEY: operatorKey };
    assertFailed(await runCallas(["company", "list"], environment), 3, /cannot be reached/);
    const create = ["key", "create", "--name", "x", "--role", "operator", "--url", url];
    assertFailed(await runCallas(create, { CALLAS_KEY: operatorKey }), 3, /cannot be reached/);
  });

  test("something else that answers exits with 3", async () => {
    const server = createServer((socket) => {
      socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 5\r\nconnection: close\r\n\r\nhello"));
      socket.on("error", () => {});
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    assertFailed(await runCallas(["company", "list", "--url", url, "--key", "k"]), 3, /as Callas does/);
    server.close();
  });
});

describe("the shell, beside a service", () => {
  let service: TestService;
  let folder: string;
  let environment: Readonly<Record<string, string>>;
  const callas = (...words: string[]) => runCallas(words, environment);

  before(async () => {
    service = await serviceHere();
    folder = await newFolder();
    environment = { CALLAS_URL: service.address, CALLAS_OPERATOR_KEY: operatorKey };
    await loadDemoCompany(openClient(service.address, operatorKey));
  });
  after(async () => {
    await service.stop();
    await rm(folder, { recursive: true });
  });

  const call = ["decide", "--company", demoId, "--line", "dmitry-desk", "--dialled", "810 7 727 300-11-22"];

  test("a decision in words", async () => {
    const { code, stdout } = await callas(...call, "--privacy", "--forwarded-from", "anyone", "--explain");
    assert.equal(code, 0);
    const lines = stdout.replaceAll(/ +/g, " ");
    for (const line of [
      "Shown: +375172000101",
      "Why: main number",
      "Dialled: 810 7 727 300-11-22 → +77273001122, Kazakhstan (KZ)",
      "Passed over: +77272000101 (country) is off",
      "Privacy: the number is withheld from the person called",
      "Diversion: +375172000101",
      "Attestation: A, the number is the company's, and the operator confirmed it",
      " 5. main number: +375172000101 is the answer",
    ])
      assert.ok(lines.split("\n").includes(line), `${line} is not in:\n${lines}`);
    assert.doesNotMatch((await callas(...call)).stdout, /Steps|Privacy|Diversion/);
  });

  test("a decision as JSON is what the service answers", async () => {
    const chosen = ["--employee", "ivan", "--device", "softphone", "--dialled", "103", "--chosen", "300 11 22"];
    const { stdout } = await callas("decide", "--company", demoId, ...chosen, "--json");
    const asked = { company: demoId, employee: "ivan", device: "softphone", dialled: "103", chosen: "300 11 22" };
    const client = openClient(service.address, operatorKey);
    assert.deepEqual(JSON.parse(stdout), await client.send("POST", "/api/v1/decisions", { body: asked }));
  });

  test("what the service refuses exits with 4", async () => {
    assertFailed(await callas("decide", "--company", demoId, "--line", "none", "--dialled", "1"), 4, /line_unknown/);
    assertFailed(await callas("company", "get", "none"), 4, /company_unknown/);
    assertFailed(await runCallas(["company", "list", "--key", "wrong"], environment), 4, /key_required/);
  });

  test("a company is made, listed and removed", async () => {
    const file = join(folder, "acme.yaml");
    await writeFile(file, "name: Acme\ncountry: BY\nareaCode: 17\noutsideLine: 09\nemergencyNumbers: [0112]\n");
    assert.match((await callas("company", "put", "acme", file)).stdout, /^Saved company acme: revision \d+\.\n$/);
    assert.match((await callas("company", "list")).stdout, /^acme +BY +Acme$/m);
    const got = await callas("company", "get", "acme");
    assert.deepEqual(parse(got.stdout), {
      name: "Acme",
      country: "BY",
      areaCode: "17",
      choice: "assigned",
      guests: "main",
      forwards: "own",
      outsideLine: "09",
      emergencyNumbers: ["0112"],
      trunkCodes: [],
      bare: ["crm"],
      choiceDevices: ["softphone"],
      withhold: false,
    });
    assert.equal((await runCallas(["company", "put", "acme", "-"], environment, got.stdout)).code, 0);
    assertFailed(await callas("company", "put", "acme", file, "--if-match", "1"), 4, /revision_conflict/);
    assert.equal((await callas("company", "delete", "acme")).code, 0);
    const listed = JSON.parse((await callas("company", "list", "--json")).stdout) as { id: string }[];
    assert.deepEqual(
      listed.map(({ id }) => id),
      [demoId],
    );
  });

  test("a trunk is made, listed, asked for and removed", async () => {
    const file = join(folder, "carrier.yaml");
    const called = "{form: national, country: KZ, strip: 1, prepend: 09}";
    await writeFile(file, `name: Carrier\ndomain: a.example\ncalled: ${called}\nforeign: true\ndiversion: both\n`);
    assert.match((await callas("trunk", "put", "a", file)).stdout, /^Saved trunk a: revision \d+\.\n$/);
    assert.equal((await callas("trunk", "put", "b", "examples/carrier-a.yaml")).code, 0);
    assert.match((await callas("trunk", "list")).stdout, /^a +a\.example +all +Carrier$/m);
    const got = await callas("trunk", "get", "a");
    assert.deepEqual(parse(got.stdout), {
      name: "Carrier",
      domain: "a.example",
      shown: { form: "plus" },
      called: { form: "national", country: "KZ", strip: 1, prepend: "09" },
      identity: "both",
      diversion: "both",
      accepts: "all",
      foreign: true,
      displayName: "none",
    });
    assert.equal((await runCallas(["trunk", "put", "a", "-"], environment, got.stdout)).code, 0);
    assertFailed(await callas("trunk", "put", "a", file, "--if-match", "1"), 4, /revision_conflict/);
    await writeFile(file, "name: Carrier\ndomain: a.example\ncalled: {form: plus, strip: many}\n");
    assertFailed(await callas("trunk", "put", "a", file), 4, /\/called\/strip/);

    const forwarded = ["--forwarded-from", "+12125550123", "--forward-reason", "no-answer"];
    const decided = (await callas(...call, ...forwarded, "--trunk", "a", "b")).stdout.replaceAll(/ +/g, " ");
    for (const line of [
      "Trunk: a",
      " called: 097273001122",
      " From: +375172000101@a.example",
      " P-Asserted-Identity: <sip:+375172000101@a.example>",
      " Diversion: <sip:+375172000101@a.example>;reason=no-answer",
      "Trunk: b",
      " called: 81077273001122",
    ])
      assert.ok(decided.split("\n").includes(line), `${line} is not in:\n${decided}`);
    assertFailed(await callas(...call, "--trunk", "none"), 4, /trunk_unknown/);
    assertFailed(await callas(...call, "--forward-reason", "away"), 2, /--forward-reason/);
    const inside = ["decide", "--company", demoId, "--line", "dmitry-desk", "--dialled", "*100#", "--trunk", "a"];
    assert.match((await callas(...inside)).stdout, /Trunk: +a\n +gets nothing of this call\n/);

    await writeFile(file, "name: Carrier\ndomain: a.example\naccepts: marked\n");
    assert.equal((await callas("trunk", "put", "a", file)).code, 0);
    const urgent = ["decide", "--company", demoId, "--line", "dmitry-desk", "--dialled", "112", "--trunk", "a"];
    assert.match(
      (await callas(...urgent)).stdout,
      /^Shown: +nothing: the call goes out with the trunk's own identity\n/,
    );

    for (const id of ["a", "b"]) assert.equal((await callas("trunk", "delete", id)).code, 0);
    assert.deepEqual(JSON.parse((await callas("trunk", "list", "--json")).stdout), []);
  });

  test("a directory goes out and in unchanged, as YAML and as JSON", async () => {
    const numbers = demoDirectory.numbers.map((number) => ({ ...number, confirmed: true }));
    const saved = { ...demoDirectory, numbers };
    for (const name of ["directory.yaml", "directory.json"]) {
      const file = join(folder, name);
      assert.equal((await callas("directory", "get", demoId, "--output", file)).code, 0);
      const content = await readFile(file, "utf8");
      assert.equal(content.startsWith("{"), name.endsWith("json"));
      assert.deepEqual(parse(content), saved);
      const put = await callas("directory", "put", demoId, file);
      assert.equal(put.code, 0, put.stderr);
      assert.match(put.stderr, /^warning: outgoing-numbers \/regional\/2: .*\[number_off\]$/m);
    }
    const { stdout } = await callas("directory", "get", demoId, "--json");
    assert.deepEqual(JSON.parse(stdout), saved);
  });

  test("outgoing numbers: get, edit, put", async () => {
    const got = await callas("outgoing-numbers", "get", demoId);
    const { revision, savedAt: _, savedBy, warnings, ...body } = parse(got.stdout) as Record<string, unknown>;
    assert.deepEqual(body, demoOutgoingNumbers);
    assert.equal(savedBy, "operator");
    assert.equal((warnings as unknown[]).length, 1);

    const file = join(folder, "numbers.yaml");
    // As a person types it: no quotation marks.
    await writeFile(file, got.stdout.replace('number: "+48222000101"', "number: +375172000101"));
    const put = await callas("outgoing-numbers", "put", demoId, file);
    assert.equal(put.code, 0, put.stderr);
    assert.match(put.stderr, new RegExp(`^Saving over revision ${String(revision)}, read just now\\.$`, "m"));
    const again = await callas("outgoing-numbers", "put", demoId, file);
    assert.match(
      again.stderr,
      new RegExp(`the file is from revision ${String(revision)}: the changes that operator saved since`),
    );
    const { stdout } = await callas("outgoing-numbers", "get", demoId, "--json");
    const now = JSON.parse(stdout) as { revision: number; regional: unknown[] };
    assert.deepEqual(now.regional[1], { number: "+375172000101", country: "PL" });

    assertFailed(
      await callas("outgoing-numbers", "put", demoId, file, "--if-match", String(revision)),
      4,
      /revision_conflict/,
    );
    assert.equal((await callas("outgoing-numbers", "put", demoId, file, "--if-match", String(now.revision))).code, 0);

    await writeFile(file, got.stdout.replace("country: PL", "country: DE"));
    const clash = await callas("outgoing-numbers", "put", demoId, file, "--if-match", String(now.revision));
    assertFailed(clash, 4, /^ {2}\/regional\/1\S*: .*\[duplicate_country, clashes with \/regional\/0\]$/m);
  });

  test("history: listed, undone, exported, verified", async () => {
    const file = join(folder, "undone.yaml");
    await writeFile(file, "name: Undone\ncountry: BY\n");
    await callas("company", "put", "undone", file);
    await writeFile(file, "name: Wrong\ncountry: BY\n");
    const wrong = /revision (\d+)/.exec((await callas("company", "put", "undone", file)).stdout)![1]!;
    const listed = await callas(
      "history",
      "list",
      "--company",
      "undone",
      "--document",
      "company",
      "--since",
      "2026-01-01",
    );
    assert.match(
      listed.stdout,
      new RegExp(`^${wrong} +\\S+ +operator +127\\.0\\.0\\.1 +undone +company\\.put +/company/name$`, "m"),
    );
    const one = await callas("history", "list", "--company", "undone", "--limit", "1", "--json");
    assert.equal((JSON.parse(one.stdout) as unknown[]).length, 1);
    const { head } = await openClient(service.address, operatorKey).send<{ head: string }>(
      "GET",
      "/api/v1/history/head",
    );

    const dry = await callas("history", "undo", "undone", wrong, "--dry-run");
    assert.match(dry.stdout, /^would change \/company\/name\nWould undo 1 writes: revision \d+\.\n$/);
    assert.match((await callas("history", "undo", "undone", wrong)).stdout, /^changed \/company\/name\nUndid 1 writes/);
    assert.match((await callas("company", "get", "undone")).stdout, /^name: Undone$/m);
    const again = await callas("history", "undo", "undone", wrong);
    assert.match(again.stdout, /^Undid 1 writes/, "it is taken back already");
    const all = await callas(
      "history",
      "undo",
      "undone",
      "--author",
      "environment",
      "--kind",
      "key",
      "--since",
      "2026-01-01",
    );
    assert.match(all.stderr, /^left as it is: \/company of revision \d+ \[not_undoable\]$/m);
    for (const words of [["undone"], ["undone", "1", "--author", "x"], ["undone", "--author", "x"]])
      assertFailed(await callas("history", "undo", ...words), 2, /name a revision/);
    assertFailed(await callas("history", "undo", "undone", "999999"), 4, /revision_unknown/);
    assertFailed(await callas("history", "list", "--since", "yesterday"), 2, /2026-11-26/);

    const csv = join(folder, "history.csv");
    assert.equal((await callas("history", "export", "--company", "undone", "--output", csv)).code, 0);
    assert.match(await readFile(csv, "utf8"), /"\/company\/name","""Undone""","""Wrong"""\r\n/);
    assert.equal((await stat(csv)).mode & 0o777, 0o600);
    assertFailed(await callas("history", "export", "--output", csv), 2, /exists already/);
    const json = await callas("history", "export", "--format", "json");
    assert.ok((JSON.parse(json.stdout) as { items: unknown[] }).items.length > 3);

    const verified = await callas("history", "verify", "--head", head);
    assert.equal(verified.code, 0, verified.stderr);
    assert.match(verified.stdout, /^Whole: \d+ rows\. The head is \d+\.[\w-]{43}\n$/);
    const cut = await callas("history", "verify", "--head", `99999.${head.split(".")[1]!}`);
    assert.equal(cut.code, 1);
    assert.match(cut.stderr, /^callas: the history is not as it was written: the end from this row on was cut off/);
  });

  test("expectations: proposed, saved, run, broken", async () => {
    const file = join(folder, "expectations.yaml");
    const proposed = await callas("expect", "propose", demoId, "--output", file);
    assert.equal(proposed.code, 0, proposed.stderr);
    const { expectations } = parse(await readFile(file, "utf8")) as { expectations: { shows: string }[] };
    assert.ok(expectations.length > 3);
    const set = await callas("expect", "set", demoId, file);
    assert.equal(set.code, 0, set.stderr);
    assert.match(set.stdout, /^Saved the expectations of .+: revision \d+\.$/m);
    const list = await callas("expect", "list", demoId, "--json");
    assert.deepEqual(JSON.parse(list.stdout), { expectations });
    assertFailed(await callas("expect", "set", demoId, file, "--if-match", "0"), 4, /revision_conflict/);

    const junit = join(folder, "results.xml");
    const held = await callas("expect", "run", demoId, "--junit", junit);
    assert.equal(held.code, 0, held.stderr);
    assert.equal(held.stdout.match(/^ok /gm)?.length, expectations.length);
    assert.match(await readFile(junit, "utf8"), new RegExp(`tests="${expectations.length}" failures="0"`));

    const wrong = { device: "desk_phone", dialled: "<112>", shows: null };
    await writeFile(file, JSON.stringify({ expectations: [...expectations, wrong] }));
    const broken = await callas("expect", "set", demoId, file);
    assert.match(broken.stderr, new RegExp(`^does not hold: /expectations/${expectations.length}: shows \\+\\d+`, "m"));
    const failed = await callas("expect", "run", demoId, "--junit", junit);
    assert.equal(failed.code, 1);
    assert.match(failed.stdout, /^FAILS +every desk_phone +<112> +none +A call to “<112>” from every desk phone/m);
    assert.match(
      failed.stderr,
      new RegExp(`^callas: 1 of ${expectations.length + 1} expectations do not hold\\.$`, "m"),
    );
    const xml = await readFile(junit, "utf8");
    assert.match(xml, new RegExp(`tests="${expectations.length + 1}" failures="1"`));
    assert.match(
      xml,
      /<testcase [^<>]*name="every desk_phone to &lt;112&gt; shows none"><failure message="[^"<>]+"\/>/,
    );
    const json = JSON.parse((await callas("expect", "run", demoId, "--json")).stdout) as { unmet: number };
    assert.equal(json.unmet, 1);
    assertFailed(await callas("expect", "run", "nobody"), 4, /company_unknown/);
  });

  test("files that are no documents exit with 2", async () => {
    assertFailed(await callas("directory", "put", demoId, join(folder, "none")), 2, /none cannot be read/);
    assertFailed(
      await runCallas(["directory", "put", demoId, "-"], environment, "numbers: ["),
      2,
      /neither YAML nor JSON/,
    );
    assertFailed(
      await runCallas(["directory", "put", demoId, "-"], environment, "[]"),
      2,
      /does not contain a document/,
    );
    assertFailed(await callas("directory", "get", demoId, "-o", join(folder, "no/where")), 2, /cannot be written/);
  });

  test("keys are made, listed and revoked", async () => {
    const made = await callas("key", "create", "--name", "pbx 1", "--role", "pbx", "--company", demoId, "--sync");
    assert.match(made.stdout, /^callas_\S+\n$/);
    const key = made.stdout.trim();
    const decide = () => runCallas([...call, "--key", key], environment);
    assert.equal((await decide()).code, 0);
    const list = await callas("key", "list");
    assert.match(list.stdout, /pbx 1 +pbx, sync +minsk/);
    assert.ok(!list.stdout.includes(key));
    const id = /([\w-]{36}) +pbx 1/.exec(list.stdout)![1]!;
    assert.equal((await callas("key", "revoke", id)).code, 0);
    assertFailed(await decide(), 4, /key_required/);
    assertFailed(await callas("key", "create", "--name", "a", "--role", "admin"), 4, /companies/);
    const limited = ["key", "create", "--name", "busy", "--role", "pbx", "--decisions-per-second"];
    const { decisionsPerSecond, savesPerMinute } = JSON.parse(
      (await callas(...limited, "50", "--saves-per-minute", "2", "--json")).stdout,
    ) as Readonly<Record<string, unknown>>;
    assert.deepEqual([decisionsPerSecond, savesPerMinute], [50, 2]);
    assertFailed(await callas(...limited, "many"), 4, /decisionsPerSecond/);
    const withoutKey = { CALLAS_URL: service.address };
    assertFailed(
      await runCallas(["key", "create", "--name", "a", "--role", "operator"], withoutKey),
      2,
      /a service runs/,
    );
  });

  test("a backup is whole and overwrites nothing by itself", async () => {
    const backups = join(folder, "backups");
    const file = join(backups, "callas.sqlite");
    assertFailed(await callas("backup", file), 2, /cannot be written/);
    await mkdir(backups);
    assert.equal((await callas("backup", file)).code, 0);
    assert.deepEqual(readdirSync(backups), ["callas.sqlite"]);
    assert.ok(readWhole(backups).documents.size > 0);
    await writeFile(file, "mine");
    assertFailed(await callas("backup", file), 2, /exists already/);
    assert.equal(await readFile(file, "utf8"), "mine");
    assert.equal((await callas("backup", file, "--force")).code, 0);
    assert.ok(readWhole(backups).documents.size > 0);
  });

  test("a backup is a new file, whatever lies at its partial name", async () => {
    const backups = join(folder, "shared");
    await mkdir(backups);
    const file = join(backups, "callas.sqlite");
    const victim = join(folder, "victim");
    await writeFile(victim, "mine");
    await symlink(victim, `${file}.partial`);
    assert.equal((await callas("backup", file)).code, 0);
    assert.equal(await readFile(victim, "utf8"), "mine");
    assert.ok((await lstat(file)).isFile());
    await writeFile(`${file}.partial`, "another's");
    await chmod(`${file}.partial`, 0o666);
    assert.equal((await callas("backup", file, "--force")).code, 0);
    assert.equal((await lstat(file)).mode & 0o777, 0o600);
    await mkdir(`${file}.partial`);
    assertFailed(await callas("backup", file, "--force"), 2, /partial cannot be written/);
    assert.ok(readWhole(backups).documents.size > 0);
  });

  test("a service with the data folder of another exits with 5", async () => {
    const second = serviceProcess({ CALLAS_DATA_DIR: service.dataDir });
    assert.equal(await second.exited, 5);
    assert.match(second.output(), /^callas: .* is in use: another Callas uses this data folder\.\n$/);
    const { port } = new URL(service.address);
    const third = serviceProcess({ CALLAS_DATA_DIR: folder, CALLAS_PORT: port });
    assert.equal(await third.exited, 2);
    assert.match(third.output(), /^callas: cannot listen on 127\.0\.0\.1:\d+: .*CALLAS_PORT/m);
  });
});

describe("the data folder, while no service runs", () => {
  let dataDir: string;
  let environment: Readonly<Record<string, string>>;
  const callas = (...words: string[]) => runCallas(words, environment);
  const place = () => databaseFile(dataDir);
  const createKey = (name: string) => callas("key", "create", "--name", name, "--role", "operator");

  before(async () => {
    dataDir = await newFolder();
    environment = { CALLAS_URL: await nowhere(), CALLAS_DATA_DIR: dataDir };
  });
  after(() => rm(dataDir, { recursive: true }));

  /** Head and keys, as far as a restore changes them. */
  function read(file: string): Readonly<{ revision: unknown; epoch: unknown; keys: readonly unknown[] }> {
    const database = new DatabaseSync(file);
    try {
      const head = database.prepare("SELECT revision, epoch FROM head").get()!;
      const keys = database.prepare("SELECT name FROM api_key ORDER BY created_at").all();
      return { revision: head["revision"], epoch: head["epoch"], keys: keys.map(({ name }) => name) };
    } finally {
      database.close();
    }
  }

  test("the first key is made there, and the service knows it", async () => {
    assertFailed(await callas("key", "create", "--name", "a", "--role", "admin"), 2, /companies/);
    assert.ok(!existsSync(place()));
    const { code, stdout, stderr } = await createKey("first");
    assert.equal(code, 0, stderr);
    const { child, address, exited } = serviceProcess({ CALLAS_DATA_DIR: dataDir });
    const keys = await runCallas(["key", "list", "--url", await address, "--key", stdout.trim()]);
    assert.match(keys.stdout, /first +operator +all .*callas key create/);
    // The folder is held: what needs it for itself is told so.
    assertFailed(await createKey("second"), 5, /in use/);
    const backup = join(dataDir, "backup.sqlite");
    const saved = await runCallas(["backup", backup, "--url", await address, "--key", operatorKey]);
    assert.equal(saved.code, 0, saved.stderr);
    assertFailed(await callas("restore", backup), 5, /in use/);
    child.kill("SIGTERM");
    assert.equal(await exited, 0);
  });

  test("the history of the folder is verified, and a row changed by hand is named", async () => {
    const whole = await callas("history", "verify", "--json");
    assert.equal(whole.code, 0, whole.stderr);
    const { head } = JSON.parse(whole.stdout) as { head: string };
    assert.equal((await callas("history", "verify", "--head", head)).code, 0);
    assertFailed(await callas("history", "verify", "--head", "head"), 2, /a revision, a dot and a code/);
    const copy = await newFolder();
    await copyFile(place(), databaseFile(copy));
    const database = new DatabaseSync(databaseFile(copy));
    database.exec("UPDATE history SET author = 'somebody else' WHERE revision = 1");
    database.close();
    const inCopy = { ...environment, CALLAS_DATA_DIR: copy, CALLAS_SECRET_FILE: join(dataDir, "callas.secret") };
    const { code, stdout, stderr } = await runCallas(["history", "verify"], inCopy);
    assert.equal(code, 1);
    assert.match(stdout, /^Checked: 0 rows/);
    assert.match(stderr, /this row was changed or moved \(revision 1\)/);
    await rm(databaseFile(copy));
    assertFailed(await runCallas(["history", "verify"], { ...inCopy, CALLAS_DATA_DIR: copy }), 5, /no database/);
    await rm(copy, { recursive: true });
  });

  test("a restore brings the backup's time back, in an epoch of its own", async () => {
    const backup = join(dataDir, "backup.sqlite");
    await createKey("after the backup");
    const current = read(place());
    assert.deepEqual(current.keys, ["first", "after the backup"]);
    const { code, stdout } = await callas("restore", backup);
    assert.equal(code, 0);
    assert.match(stdout, /at revision 1\.\n.*kept as .*callas\.sqlite\.before-restore/);
    const restored = read(place());
    // The count goes on from the replaced database: an ETag of that one is no other write's.
    assert.deepEqual([restored.revision, restored.keys], [current.revision, ["first"]]);
    assert.notEqual(restored.epoch, current.epoch);
    assert.deepEqual(read(`${place()}.before-restore`), current);
    assert.deepEqual(readdirSync(dataDir).sort(), [
      "backup.sqlite",
      "callas.lock",
      "callas.secret",
      "callas.sqlite",
      "callas.sqlite.before-restore",
    ]);
    // And back again, from what was kept.
    assert.equal((await callas("restore", `${place()}.before-restore`)).code, 0);
    assert.deepEqual(read(place()).keys, current.keys);
  });

  test("a backup's own write-ahead log belongs to it", async () => {
    const backup = join(dataDir, "open.sqlite");
    await copyFile(place(), backup);
    const database = new DatabaseSync(backup);
    database.exec("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; UPDATE api_key SET name = 'in the log'");
    const copy = join(dataDir, "copied.sqlite");
    for (const end of ["", "-wal"]) await copyFile(backup + end, copy + end);
    database.close();
    assert.equal((await callas("restore", copy)).code, 0);
    assert.deepEqual(new Set(read(place()).keys), new Set(["in the log"]));
  });

  test("what is no sound backup exits with 2, and the database stays", async () => {
    const bad = join(dataDir, "bad.sqlite");
    const sound = read(place());
    const refused = async (says: RegExp) => {
      assertFailed(await callas("restore", bad), 2, says);
      assert.deepEqual(read(place()), sound);
      assert.deepEqual(
        readdirSync(dataDir).filter((name) => name.startsWith(".restore")),
        [],
      );
    };
    await refused(/does not exist/);
    await writeFile(bad, "not a database, but longer than the header of one ".repeat(20));
    await refused(/not a database of Callas/);
    await writeFile(bad, "");
    await refused(/not a database of Callas/);
    await copyFile(place(), bad);
    await truncate(bad, 4096 * 6);
    await refused(/damaged|not a database/);
    await rm(bad);
    await copyFile(place(), bad);
    const newer = new DatabaseSync(bad);
    newer.exec("INSERT INTO kysely_migration (name, timestamp) VALUES ('9999_later', 'later')");
    newer.close();
    await refused(/newer version of Callas \(9999_later\)/);
    assertFailed(await callas("restore", place()), 2, /is the database itself/);
  });

  test("a backup with anything that Callas does not make is refused", async () => {
    const bad = join(dataDir, "foreign.sqlite");
    const sound = read(place());
    const additions = {
      "trigger “spy”": "CREATE TRIGGER spy AFTER UPDATE ON head BEGIN DELETE FROM document; END",
      "view “seen”": "CREATE VIEW seen AS SELECT 1",
      "table “found”": "CREATE VIRTUAL TABLE found USING fts5(body)",
      "table “more”": "CREATE TABLE more (a)",
      "index “faster”": "CREATE INDEX faster ON document (body)",
    };
    for (const [what, statement] of Object.entries(additions)) {
      await copyFile(place(), bad);
      const database = new DatabaseSync(bad);
      database.exec(statement);
      database.close();
      const { code, stderr } = await callas("restore", bad);
      assert.equal(code, 2);
      assert.ok(stderr.includes(`has a ${what} that Callas does not make`), stderr);
      assert.deepEqual(read(place()), sound);
    }
    await rm(bad);
  });

  test("the restored file is the folder's owner's alone, whoever made the backup", async () => {
    const owned = join(dataDir, "owned");
    const backup = join(dataDir, "backup.sqlite");
    await mkdir(owned);
    // Only root can restore for somebody else.
    if (process.getuid?.() === 0) {
      await chown(owned, 65_533, 65_533);
      await chown(backup, 65_534, 65_534);
    }
    await chmod(backup, 0o644);
    const { code, stderr } = await runCallas(["restore", backup], {
      CALLAS_DATA_DIR: owned,
      CALLAS_SECRET_FILE: join(dataDir, "callas.secret"),
    });
    assert.equal(code, 0, stderr);
    const { uid, gid, mode } = await stat(databaseFile(owned));
    const folder = await stat(owned);
    assert.deepEqual([uid, gid, mode & 0o777], [folder.uid, folder.gid, 0o600]);
  });

  test("a damaged database is replaced, with what lies beside it", async () => {
    const backup = join(dataDir, "backup.sqlite");
    await writeFile(place(), "rubbish ".repeat(2000));
    await writeFile(`${place()}-wal`, "left over");
    const served = serviceProcess({ CALLAS_DATA_DIR: dataDir });
    assert.equal(await served.exited, 5);
    assert.match(served.output(), /callas restore FILE/);
    const { code, stderr } = await callas("restore", backup);
    assert.equal(code, 0, stderr);
    assert.deepEqual(read(place()).keys, ["first"]);
    assert.match(await readFile(`${place()}.before-restore`, "utf8"), /^rubbish/);
    assert.ok(!existsSync(`${place()}-wal`));
  });

  test("a restore into an empty folder", async () => {
    const fresh = join(dataDir, "fresh");
    await mkdir(fresh);
    const { code, stdout, stderr } = await runCallas(["restore", join(dataDir, "backup.sqlite")], {
      CALLAS_DATA_DIR: fresh,
      CALLAS_SECRET_FILE: join(dataDir, "callas.secret"),
    });
    assert.equal(code, 0, stderr);
    assert.doesNotMatch(stdout, /kept/);
    assert.deepEqual(read(databaseFile(fresh)).keys, ["first"]);
    assert.deepEqual(readdirSync(fresh).sort(), ["callas.lock", "callas.sqlite"]);
  });
});
