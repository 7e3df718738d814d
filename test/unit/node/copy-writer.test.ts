/** What a copy makes of the answers of the feed, whole or not. */
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test, type TestContext } from "node:test";
import { hashOf } from "../../../src/access/key-ring.ts";
import { createNodeCopy } from "../../../src/node/copy-reader.ts";
import { openCopyWriter, type Ask, type CopyWriter } from "../../../src/node/copy-writer.ts";
import { StorageError } from "../../../src/store/storage-error.ts";
import { sampleFeed, textOf } from "../../../lab/feed-lines.ts";

function folderOf(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "callas-copy-"));
  context.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

function writerIn(context: TestContext, folder = folderOf(context), now = () => 0): CopyWriter {
  const writer = openCopyWriter(folder, now);
  context.after(() => writer.close());
  return writer;
}

/** @param asked what the writer has to ask for */
function answered(writer: CopyWriter, asked: Partial<Ask>, text: string, pieces = 1): boolean {
  const ask = writer.next();
  assert.deepEqual(ask, { ...ask, ...asked });
  const answer = writer.begin(ask);
  const length = Math.ceil(text.length / pieces);
  for (let at = 0; at < text.length; at += length) answer.take(text.slice(at, at + length));
  return answer.end();
}

/** Brings it to the state of the feed. */
function filled(writer: CopyWriter, feed: ReturnType<typeof sampleFeed>, ...more: readonly object[]): void {
  assert.ok(answered(writer, { kind: "snapshot", after: "" }, feed.snapshot("", ...more)));
  assert.ok(answered(writer, { kind: "changes" }, feed.changes(feed.revision())));
}

function reading(context: TestContext, writer: CopyWriter) {
  const copy = createNodeCopy();
  copy.use(writer.status().path!);
  context.after(() => copy.close());
  return copy;
}

const nameIn = (copy: ReturnType<typeof createNodeCopy>, id: string) => {
  const form = copy.company(id);
  return form?.kind === "documents" ? form.documents.company.name : null;
};

test("an empty copy is filled, and is there once it has caught up with what changed meanwhile", (context) => {
  const feed = sampleFeed();
  for (const id of ["a", "b", "c"]) feed.put(id);
  const writer = writerIn(context);
  assert.ok(answered(writer, { kind: "snapshot", after: "" }, feed.snapshot()));
  assert.equal(writer.status().path, null);
  feed.put("a");
  feed.remove("b");
  const position = { epoch: "first", revision: 3 };
  assert.ok(answered(writer, { kind: "changes", position, confirms: true }, feed.changes(3)));
  const copy = reading(context, writer);
  assert.deepEqual(writer.status().position, { epoch: "first", revision: 5 });
  assert.deepEqual(copy.ids(null, 10), ["a", "c"]);
  assert.equal(nameIn(copy, "a"), "a at 4");
  assert.equal(copy.company("a")!.revision, 4);
  assert.equal(copy.company("b"), null);
});

test("a snapshot that goes on with an answer from before is read again from the beginning", (context) => {
  const feed = sampleFeed();
  for (const id of ["a", "b", "c"]) feed.put(id);
  const old = feed.snapshot("b");
  feed.put("c");
  const writer = writerIn(context);
  const text = feed.snapshot();
  assert.equal(answered(writer, { kind: "snapshot", after: "" }, text.slice(0, text.indexOf('{"company":"c"'))), false);
  assert.equal(answered(writer, { kind: "snapshot", after: "b" }, old), false);
  filled(writer, feed);
  assert.equal(nameIn(reading(context, writer), "c"), "c at 4");
});

test("a snapshot that is cut off goes on after its last whole line, and the first revision stays where changes begin", (context) => {
  const folder = folderOf(context);
  const feed = sampleFeed();
  for (const id of ["a", "b", "c", "d"]) feed.put(id);
  let writer = openCopyWriter(folder);
  const text = feed.snapshot();
  const cut = text.slice(0, text.indexOf('{"company":"c"') + 30);
  assert.equal(answered(writer, { kind: "snapshot", after: "" }, cut, 7), false);
  writer.close();
  writer = writerIn(context, folder);
  feed.put("a");
  assert.ok(answered(writer, { kind: "snapshot", after: "b" }, feed.snapshot("b")));
  assert.ok(answered(writer, { kind: "changes", position: { epoch: "first", revision: 4 } }, feed.changes(4)));
  const copy = reading(context, writer);
  assert.deepEqual(copy.ids(null, 10), ["a", "b", "c", "d"]);
  assert.equal(nameIn(copy, "a"), "a at 5");
});

test("a snapshot that goes on in another life of the store begins anew", (context) => {
  const [feed, restored] = [sampleFeed(), sampleFeed("second")];
  for (const id of ["a", "b"]) feed.put(id);
  restored.put("b");
  const writer = writerIn(context);
  assert.equal(answered(writer, { kind: "snapshot", after: "" }, textOf(feed.begin(), feed.line("a"))), false);
  assert.equal(answered(writer, { kind: "snapshot", after: "a" }, restored.snapshot("a")), false);
  filled(writer, restored);
  assert.deepEqual(reading(context, writer).ids(null, 10), ["b"]);
});

test("changes are applied whole or not at all", (context) => {
  const feed = sampleFeed();
  for (const id of ["a", "b"]) feed.put(id);
  const writer = writerIn(context);
  filled(writer, feed);
  const copy = reading(context, writer);
  const before = copy.position();
  feed.put("a");
  feed.put("b");
  const text = feed.changes(2);
  const broken = {
    "cut in the last line": text.slice(0, -3),
    "cut in a company": text.slice(0, text.indexOf('{"company":"b"') + 40),
    "without its beginning": text.slice(text.indexOf("\n") + 1),
    "with a line twice": text.replace(/(\{"company":"b".*\n)/, "$1$1"),
    "from another life": text.replace('"epoch":"first"', '"epoch":"another"'),
    "from before": text.replace('"revision":4,"format"', '"revision":1,"format"'),
    empty: "",
  };
  for (const [what, sent] of Object.entries(broken)) {
    const done = answered(writer, { kind: "changes", position: { epoch: "first", revision: 2 } }, sent);
    assert.equal(done, false, what);
    assert.deepEqual(copy.position(), before, what);
    assert.deepEqual([nameIn(copy, "a"), nameIn(copy, "b")], ["a at 1", "b at 2"], what);
  }
  // What follows the last line is nobody's.
  assert.ok(answered(writer, { kind: "changes" }, text + text, 50));
  assert.deepEqual([nameIn(copy, "a"), nameIn(copy, "b")], ["a at 3", "b at 4"]);
});

// oxlint-disable-next-line typescript/unbound-method -- it is called on the database that is written to
const { exec } = DatabaseSync.prototype;

/** The connections that are written through from now on. */
function connections(context: TestContext): ReadonlySet<DatabaseSync> {
  const found = new Set<DatabaseSync>();
  context.mock.method(DatabaseSync.prototype, "exec", function (this: DatabaseSync, sql: string) {
    found.add(this);
    exec.call(this, sql);
  });
  return found;
}

test("a snapshot for which there is no space goes on, whole, once there is", (context) => {
  const feed = sampleFeed();
  const ids = Array.from({ length: 1500 }, (_, at) => `c${String(at).padStart(4, "0")}`);
  for (const id of ids) feed.put(id);
  const found = connections(context);
  const writer = writerIn(context);
  // Full in the first transaction, and in the second.
  for (const [more, after] of [
    [40, ""],
    [120, "c0998"],
  ] as const) {
    const ask = writer.next();
    const answer = writer.begin(ask);
    for (const database of found) {
      const { page_count: pages } = database.prepare("PRAGMA page_count").get() as { page_count: number };
      database.exec(`PRAGMA max_page_count = ${pages + more}`);
    }
    const text = feed.snapshot("after" in ask ? ask.after : "");
    assert.throws(() => answer.take(text), /full/);
    assert.equal(answer.end(), false);
    assert.deepEqual(writer.next(), { kind: "snapshot", after });
  }
  for (const database of found) database.exec("PRAGMA max_page_count = 1000000");
  const ask = writer.next();
  assert.ok(answered(writer, { kind: "snapshot" }, feed.snapshot("after" in ask ? ask.after : "")));
  assert.ok(answered(writer, { kind: "changes" }, feed.changes(feed.revision())));
  assert.deepEqual(reading(context, writer).ids(null, 2000), ids);
});

test("without space for a new file none is left behind, and it is made once there is", (context) => {
  const feed = sampleFeed();
  feed.put("a");
  const folder = folderOf(context);
  const writer = writerIn(context, folder);
  filled(writer, feed);
  const files = readdirSync(folder);
  const failing = context.mock.method(DatabaseSync.prototype, "exec", function (this: DatabaseSync, sql: string) {
    if (sql.startsWith("BEGIN; ")) throw new Error("database or disk is full");
    exec.call(this, sql);
  });
  assert.throws(() => writer.startOver(), /full/);
  assert.deepEqual(readdirSync(folder), files);
  failing.mock.restore();
  writer.startOver();
  filled(writer, feed);
  assert.deepEqual(reading(context, writer).ids(null, 10), ["a"]);
});

test("changes that could not be written are asked for again", (context) => {
  const feed = sampleFeed();
  feed.put("a");
  const writer = writerIn(context);
  filled(writer, feed);
  feed.put("a");
  feed.put("b");
  const position = { epoch: "first", revision: 1 };
  for (const undone of [false, true]) {
    const failing = context.mock.method(DatabaseSync.prototype, "exec", function (this: DatabaseSync, sql: string) {
      // What a full disk does, depending on where it is noticed.
      if (sql === "COMMIT" && undone) exec.call(this, "ROLLBACK");
      if (sql === "COMMIT") throw new Error("database or disk is full");
      exec.call(this, sql);
    });
    assert.throws(() => answered(writer, { kind: "changes", position }, feed.changes(1)), /full/);
    failing.mock.restore();
    assert.deepEqual(writer.status().position, position);
  }
  assert.ok(answered(writer, { kind: "changes", position }, feed.changes(1)));
  const copy = reading(context, writer);
  assert.deepEqual(copy.ids(null, 10), ["a", "b"]);
  assert.equal(nameIn(copy, "a"), "a at 2");
});

test("who follows the copy hears of each change once, and of everything when it was filled or mended", (context) => {
  const feed = sampleFeed();
  feed.put("a");
  const writer = writerIn(context);
  filled(writer, feed);
  const copy = reading(context, writer);
  const start = copy.position();
  assert.deepEqual(copy.changesSince(start, 10), { changes: [], revision: 1, more: false });
  feed.put("b");
  feed.put("a");
  feed.remove("b");
  feed.put("c");
  const keys = {
    keys: [
      {
        id: "k",
        name: "K",
        hash: "h",
        role: "pbx",
        companies: null,
        sync: false,
        revokedAt: null,
        expiresAt: null,
        addresses: null,
      },
    ],
  };
  assert.ok(answered(writer, { kind: "changes" }, feed.changes(1, { trunks: [] }, keys, keys)));
  assert.deepEqual(copy.changesSince(start, 10), {
    changes: [
      { revision: 2, company: "a", removed: false },
      { revision: 3, company: "b", removed: true },
      { revision: 4, company: "c", removed: false },
      { revision: 5, company: null, removed: false },
    ],
    revision: 5,
    more: false,
  });
  assert.equal(copy.changesSince({ epoch: "another", revision: 1 }, 10), "start_over");
});

test("while it starts over, the old file goes on being read, and its new state confirms nothing", (context) => {
  const [feed, restored] = [sampleFeed(), sampleFeed("second")];
  feed.put("a");
  feed.put("gone");
  restored.put("a");
  const folder = folderOf(context);
  const writer = writerIn(context, folder);
  filled(writer, feed);
  const copy = reading(context, writer);
  const old = copy.position();
  writer.startOver();
  assert.ok(answered(writer, { kind: "snapshot", after: "" }, restored.snapshot()));
  assert.deepEqual(copy.ids(null, 10), ["a", "gone"]);
  assert.equal(writer.status().isFilling, true);
  const position = { epoch: "second", revision: 1 };
  assert.ok(answered(writer, { kind: "changes", position, confirms: false }, restored.changes(1)));
  assert.deepEqual(writer.next(), { kind: "changes", position, confirms: true });
  copy.use(writer.status().path!);
  assert.deepEqual(copy.ids(null, 10), ["a"]);
  assert.equal(copy.changesSince(old, 10), "start_over");
  assert.equal(readdirSync(folder).filter((name) => name.endsWith(".sqlite")).length, 1, "the old file is removed");
});

test("a copy is there again after a restart, also one that is being filled", (context) => {
  const feed = sampleFeed();
  feed.put("a");
  const folder = folderOf(context);
  const first = openCopyWriter(folder);
  filled(first, feed);
  first.startOver();
  first.close();
  const writer = writerIn(context, folder);
  assert.equal(writer.status().isFilling, true);
  assert.deepEqual(reading(context, writer).ids(null, 10), ["a"]);
});

test("a file that is no copy is put aside for one that is", (context) => {
  const folder = folderOf(context);
  const other = new DatabaseSync(join(folder, "copy-7.sqlite"));
  other.exec("CREATE TABLE t (a); PRAGMA user_version = 99");
  other.close();
  const writer = writerIn(context, folder);
  assert.deepEqual(writer.next(), { kind: "snapshot", after: "" });
});

test("what differs from the store is found by its checksum and read again, once in a while", (context) => {
  const feed = sampleFeed();
  for (const id of ["a", "b", "c"]) feed.put(id);
  let now = 0;
  const writer = writerIn(context, folderOf(context), () => now);
  filled(writer, feed);
  const copy = reading(context, writer);
  const file = new DatabaseSync(writer.status().path!);
  file.exec(
    "DELETE FROM company WHERE id = 'a'; UPDATE company SET body = replace(body, 'b at 2', 'wrong') WHERE id = 'b'",
  );
  file.exec("INSERT INTO company VALUES ('extra', 1, 'f', '{}')");
  file.close();
  const life = copy.position().epoch;
  // The body of b is rehashed; a and the extra one show only in the comparison of all.
  writer.check();
  const mend = (id: string, line: object) =>
    assert.ok(answered(writer, { kind: "company", company: id }, textOf(line)));
  mend("b", feed.line("b"));
  mend("extra", { company: "extra", revision: 0, documents: null, sum: "" });
  assert.notEqual(copy.position().epoch, life, "who follows reads it again");
  assert.equal(nameIn(copy, "b"), "b at 2");
  feed.put("d");
  assert.ok(answered(writer, { kind: "changes" }, feed.changes(3)));
  assert.ok(answered(writer, { kind: "sums" }, feed.sums()));
  mend("a", feed.line("a"));
  assert.deepEqual(copy.ids(null, 10), ["a", "b", "c", "d"]);
  assert.equal(writer.status().mended, 3);
  feed.put("e");
  now = 60_000;
  assert.ok(answered(writer, { kind: "changes" }, feed.changes(4).replace(/"sum":"[0-9a-f]+"\}\n$/, '"sum":"01"}\n')));
  assert.equal(writer.next().kind, "changes", "not again so soon");
  now = 3_600_000;
  feed.put("f");
  assert.ok(answered(writer, { kind: "changes" }, feed.changes(5).replace(/"sum":"[0-9a-f]+"\}\n$/, '"sum":"01"}\n')));
  assert.equal(writer.next().kind, "sums");
});

test("a line that cannot be read leaves what was there, and does not stop the others", (context) => {
  const feed = sampleFeed();
  for (const id of ["a", "b"]) feed.put(id);
  const writer = writerIn(context);
  filled(writer, feed);
  feed.put("a");
  feed.put("b");
  const text = feed
    .changes(2)
    .replace(textOf(feed.line("a")), '{"company":"a","revision":3,"documents":{"company":{]\n');
  assert.ok(answered(writer, { kind: "changes" }, text));
  const copy = reading(context, writer);
  assert.deepEqual([nameIn(copy, "a"), nameIn(copy, "b")], ["a at 1", "b at 4"]);
  assert.equal(writer.status().unreadable, 1);
  assert.equal(writer.next().kind, "sums", "the checksum shows it");
});

/** The feed with the quota of decisions of a company and of a key in it. */
const withQuotas = (text: string, company: string, decisionsPerSecond: number | null) =>
  text.replace(
    new RegExp(`^(\\{"company":"${company}".*"documents":\\{)`, "m"),
    `$1"quotas":{"decisionsPerSecond":${decisionsPerSecond}},`,
  );
const aKey = {
  id: "k",
  name: "PBX",
  hash: hashOf("secret"),
  role: "pbx",
  companies: null,
  sync: false,
  revokedAt: null,
  expiresAt: null,
  addresses: null,
};

test("quotas of decisions come with their companies and keys, and are none where the feed has none", (context) => {
  const feed = sampleFeed();
  for (const id of ["a", "b"]) feed.put(id);
  const writer = writerIn(context);
  const keys = { keys: [{ ...aKey, decisionsPerSecond: 3 }] };
  assert.ok(answered(writer, { kind: "snapshot" }, withQuotas(feed.snapshot("", keys), "a", 5)));
  assert.ok(answered(writer, { kind: "changes" }, feed.changes(feed.revision())));
  assert.equal(writer.next().kind, "changes", "they are not in the checksum, which older versions count too");
  const copy = reading(context, writer);
  const quotas = () => ["a", "b"].map((id) => copy.company(id)?.decisionsPerSecond);
  assert.deepEqual([...quotas(), copy.key(aKey.hash)!.decisionsPerSecond], [5, null, 3]);
  const before = feed.revision();
  for (const id of ["a", "b"]) feed.put(id);
  assert.ok(answered(writer, { kind: "changes" }, withQuotas(feed.changes(before), "b", 7)));
  assert.deepEqual(quotas(), [null, 7]);
  feed.remove("b");
  feed.put("b");
  assert.ok(answered(writer, { kind: "changes" }, feed.changes(before + 2)));
  assert.deepEqual(quotas(), [null, null]);
});

test("a copy from before there were quotas is read while another is filled beside it", (context) => {
  const folder = folderOf(context);
  const feed = sampleFeed();
  feed.put("a");
  const older = openCopyWriter(folder);
  filled(older, feed, { keys: [aKey] });
  const path = older.status().path!;
  older.close();
  const database = new DatabaseSync(path);
  database.exec("DROP TABLE quotas; DROP TABLE quotas_head");
  database.exec("UPDATE api_key SET body = json_remove(body, '$.decisionsPerSecond')");
  database.close();

  const writer = writerIn(context, folder);
  const copy = reading(context, writer);
  assert.equal(nameIn(copy, "a"), "a at 1");
  assert.equal(copy.company("a")!.decisionsPerSecond, null);
  assert.equal(copy.key(aKey.hash)!.decisionsPerSecond, null);
  feed.put("b");
  assert.ok(answered(writer, { kind: "changes", confirms: true }, feed.changes(1)));
  assert.equal(nameIn(copy, "b"), "b at 2", "until the feed shows that it has quotas, the copy is followed");
  const keys = { keys: [{ ...aKey, decisionsPerSecond: 3 }] };
  assert.ok(answered(writer, { kind: "snapshot", after: "" }, withQuotas(feed.snapshot("", keys), "a", 5)));
  assert.equal(writer.status().path, path);
  assert.ok(answered(writer, { kind: "changes", confirms: false }, feed.changes(feed.revision())));
  copy.use(writer.status().path!);
  assert.equal(copy.company("a")!.decisionsPerSecond, 5);
  assert.equal(copy.key(aKey.hash)!.decisionsPerSecond, 3);
  assert.equal(writer.next().kind, "changes");
});

/** As a service sends it that leaves out quotas. */
const withoutQuotas = (text: string) => text.replace(',"quotas":true', "");

const QUOTAS_AFTER_MS = 10 * 60 * 1000;

/** Lets a version work in the folder that leaves out quotas, knows no tables for them, and opens the files all the same. */
function inOlderVersion(folder: string, work: (writer: CopyWriter) => void): void {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".sqlite"))
    .map((name) => join(folder, name));
  const rename = (from: string, to: string) => {
    for (const file of files) {
      const database = new DatabaseSync(file);
      for (const table of ["quotas", "quotas_head"])
        database.exec(`ALTER TABLE ${from}${table} RENAME TO ${to}${table}`);
      database.close();
    }
  };
  rename("", "hidden_");
  const writer = openCopyWriter(folder, () => 0);
  work(writer);
  writer.close();
  rename("hidden_", "");
}

const quotasIn = (context: TestContext, writer: CopyWriter, ...ids: readonly string[]) => {
  const copy = reading(context, writer);
  return ids.map((id) => copy.company(id)?.decisionsPerSecond);
};

test("after an older version has followed it, a copy is filled anew, once", (context) => {
  const folder = folderOf(context);
  const feed = sampleFeed();
  for (const id of ["a", "b"]) feed.put(id);
  const first = openCopyWriter(folder);
  const keys = (decisionsPerSecond: number) => ({ keys: [{ ...aKey, decisionsPerSecond }] });
  assert.ok(answered(first, { kind: "snapshot" }, withQuotas(feed.snapshot("", keys(3)), "a", 5)));
  assert.ok(answered(first, { kind: "changes" }, feed.changes(2)));
  first.close();
  // The quotas of a and of the key change meanwhile.
  for (const id of ["a", "a"]) feed.put(id);
  inOlderVersion(folder, (older) => assert.ok(answered(older, { kind: "changes" }, feed.changes(2, { keys: [aKey] }))));

  const second = openCopyWriter(folder);
  assert.ok(answered(second, { kind: "changes", confirms: true }, feed.changes(4)));
  assert.ok(answered(second, { kind: "snapshot", after: "" }, withQuotas(feed.snapshot("", keys(4)), "a", 7)));
  assert.ok(answered(second, { kind: "changes", confirms: false }, feed.changes(4)));
  assert.deepEqual(quotasIn(context, second, "a", "b"), [7, null]);
  assert.equal(reading(context, second).key(aKey.hash)!.decisionsPerSecond, 4);
  feed.put("b");
  assert.ok(answered(second, { kind: "changes" }, withQuotas(feed.changes(4), "b", 9)));
  assert.equal(second.next().kind, "changes");
  second.close();
  const third = writerIn(context, folder);
  assert.ok(answered(third, { kind: "changes" }, feed.changes(5)));
  assert.equal(third.next().kind, "changes", "also after a restart");
});

test("a copy that an older version has opened, but that did not change, is used as it is", (context) => {
  const folder = folderOf(context);
  const feed = sampleFeed();
  feed.put("a");
  const first = openCopyWriter(folder);
  assert.ok(answered(first, { kind: "snapshot" }, withQuotas(feed.snapshot(), "a", 5)));
  assert.ok(answered(first, { kind: "changes" }, feed.changes(1)));
  first.close();
  inOlderVersion(folder, (older) => assert.ok(answered(older, { kind: "changes" }, feed.changes(1))));
  const writer = writerIn(context, folder);
  assert.ok(answered(writer, { kind: "changes" }, feed.changes(1)));
  assert.equal(writer.next().kind, "changes");
  assert.deepEqual(quotasIn(context, writer, "a"), [5]);
});

test("a copy that an older version went on filling is filled anew", (context) => {
  const feed = sampleFeed();
  for (const id of ["a", "b"]) feed.put(id);
  const begun = withQuotas(textOf(feed.begin(), feed.line("a"), feed.line("b")), "a", 5);
  const toCompany = begun.slice(0, begun.indexOf('{"company":"b"'));
  const older = {
    "it read a company": {
      begun: toCompany,
      after: "a",
      text: textOf(feed.begin(), feed.line("b")),
      isComplete: false,
    },
    "it read the keys": { begun, after: "b", text: feed.snapshot("b", { keys: [aKey] }), isComplete: true },
  };
  for (const [what, { begun, after, text, isComplete }] of Object.entries(older)) {
    const folder = folderOf(context);
    const first = openCopyWriter(folder);
    assert.equal(answered(first, { kind: "snapshot", after: "" }, begun), false, what);
    first.close();
    inOlderVersion(folder, (writer) =>
      assert.equal(answered(writer, { kind: "snapshot", after }, text), isComplete, what),
    );
    const writer = writerIn(context, folder);
    if (!isComplete) assert.ok(answered(writer, { kind: "snapshot", after: "b" }, feed.snapshot("b")), what);
    assert.ok(answered(writer, { kind: "changes", confirms: true }, feed.changes(2)), what);
    assert.ok(answered(writer, { kind: "snapshot", after: "" }, withQuotas(feed.snapshot(), "b", 6)), what);
    assert.ok(answered(writer, { kind: "changes", confirms: false }, feed.changes(2)), what);
    assert.deepEqual(quotasIn(context, writer, "b"), [6], what);
    assert.equal(writer.next().kind, "changes", what);
  }
});

test("a service without quotas is followed, and its copy is filled anew once it has them", (context) => {
  const feed = sampleFeed();
  feed.put("a");
  let now = 0;
  const writer = writerIn(context, folderOf(context), () => now);
  assert.ok(answered(writer, { kind: "snapshot" }, withoutQuotas(feed.snapshot("", { keys: [aKey] }))));
  for (let turn = 0; turn < 3; turn += 1) {
    now += QUOTAS_AFTER_MS;
    assert.ok(answered(writer, { kind: "changes" }, withoutQuotas(feed.changes(feed.revision()))));
    feed.put("a");
    assert.ok(answered(writer, { kind: "changes" }, withoutQuotas(feed.changes(feed.revision() - 1))));
  }
  assert.ok(answered(writer, { kind: "changes" }, feed.changes(feed.revision())));
  now += QUOTAS_AFTER_MS - 1;
  assert.ok(answered(writer, { kind: "changes" }, feed.changes(feed.revision())));
  assert.equal(writer.next().kind, "changes", "a service without them may still answer in turns");
  now += 1;
  assert.ok(answered(writer, { kind: "snapshot", after: "" }, withQuotas(feed.snapshot(), "a", 5)));
  assert.ok(answered(writer, { kind: "changes" }, feed.changes(feed.revision())));
  assert.deepEqual(quotasIn(context, writer, "a"), [5]);
  now += QUOTAS_AFTER_MS;
  assert.ok(answered(writer, { kind: "changes" }, feed.changes(feed.revision())));
  assert.equal(writer.next().kind, "changes");
});

test("a copy that is filled in part without quotas is filled anew", (context) => {
  const feed = sampleFeed();
  for (const id of ["a", "b"]) feed.put(id);
  let now = 0;
  const writer = writerIn(context, folderOf(context), () => now);
  const begun = withQuotas(textOf(feed.begin(), feed.line("a")), "a", 5);
  assert.equal(answered(writer, { kind: "snapshot", after: "" }, begun), false);
  assert.ok(answered(writer, { kind: "snapshot", after: "a" }, withoutQuotas(feed.snapshot("a"))));
  assert.ok(answered(writer, { kind: "changes", confirms: true }, feed.changes(2)));
  now += QUOTAS_AFTER_MS;
  assert.ok(answered(writer, { kind: "snapshot", after: "" }, withQuotas(feed.snapshot(), "b", 6)));
  assert.ok(answered(writer, { kind: "changes", confirms: false }, feed.changes(2)));
  assert.deepEqual(quotasIn(context, writer, "b"), [6]);
});

test("while services of two versions answer in turns, a copy is followed; it is filled anew after the last upgrade", (context) => {
  const feed = sampleFeed();
  feed.put("a");
  let now = 0;
  const writer = writerIn(context, folderOf(context), () => now);
  filled(writer, feed);
  for (let turn = 0; turn < 20; turn += 1) {
    feed.put("a");
    assert.ok(answered(writer, { kind: "changes" }, withoutQuotas(feed.changes(feed.revision() - 1))));
    now += QUOTAS_AFTER_MS / 2;
    feed.put("a");
    assert.ok(answered(writer, { kind: "changes" }, feed.changes(feed.revision() - 1)));
  }
  now += QUOTAS_AFTER_MS / 2;
  assert.ok(answered(writer, { kind: "snapshot", after: "" }, withQuotas(feed.snapshot(), "a", 6)));
  assert.ok(answered(writer, { kind: "changes", confirms: false }, feed.changes(feed.revision())));
  assert.deepEqual(quotasIn(context, writer, "a"), [6]);
  assert.equal(writer.next().kind, "changes");
});

test("an answer that was not applied takes no quotas away", (context) => {
  const feed = sampleFeed();
  for (const id of ["a", "b"]) feed.put(id);
  let now = 0;
  const writer = writerIn(context, folderOf(context), () => now);
  const begun = withQuotas(textOf(feed.begin(), feed.line("a")), "a", 5);
  assert.equal(answered(writer, { kind: "snapshot", after: "" }, begun), false);
  // An error keeps an answer from its end.
  writer.begin(writer.next()).take(withoutQuotas(textOf(feed.begin())));
  assert.ok(answered(writer, { kind: "snapshot", after: "a" }, withQuotas(feed.snapshot("a"), "b", 6)));
  assert.ok(answered(writer, { kind: "changes" }, feed.changes(2)));
  feed.put("b");
  assert.equal(answered(writer, { kind: "changes" }, withoutQuotas(feed.changes(2)).slice(0, -3)), false);
  assert.ok(answered(writer, { kind: "changes" }, withQuotas(feed.changes(2), "b", 7)));
  now += QUOTAS_AFTER_MS;
  assert.equal(writer.next().kind, "changes");
  assert.deepEqual(quotasIn(context, writer, "a", "b"), [5, 7]);
});

test("a company that is mended keeps its quotas if the line has none", (context) => {
  const feed = sampleFeed();
  feed.put("a");
  const writer = writerIn(context);
  assert.ok(answered(writer, { kind: "snapshot" }, withQuotas(feed.snapshot(), "a", 5)));
  assert.ok(answered(writer, { kind: "changes" }, feed.changes(1)));
  const file = new DatabaseSync(writer.status().path!);
  file.exec("UPDATE company SET body = replace(body, 'a at 1', 'wrong')");
  file.close();
  const mend = (text: string) => {
    writer.check();
    assert.ok(answered(writer, { kind: "company", company: "a" }, text));
    return quotasIn(context, writer, "a");
  };
  assert.deepEqual(mend(textOf(feed.line("a"))), [5]);
  assert.equal(nameIn(reading(context, writer), "a"), "a at 1");
});

for (const format of [1, 2])
  test(`a recorded stream of format ${format} is read`, (context) => {
    const recorded = readFileSync(new URL(`../../fixtures/feed-format-${format}.ndjson`, import.meta.url), "utf8");
    const writer = writerIn(context);
    assert.ok(answered(writer, { kind: "snapshot" }, recorded));
    const lines = recorded
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const [begin, end] = [lines[0]!, lines.at(-1)!];
    assert.equal(begin["format"], format);
    assert.ok(answered(writer, { kind: "changes" }, textOf(begin, end)));
    assert.equal(writer.next().kind, "changes", "its checksum is the recorded one");
    const copy = reading(context, writer);
    const ids = lines.flatMap((line) => ("company" in line ? [String(line["company"])] : []));
    assert.ok(ids.length >= 2);
    assert.deepEqual(copy.ids(null, 10), ids);
    for (const id of ids) assert.equal(copy.company(id)!.kind, "documents");
    assert.deepEqual(
      copy.trunks().map(({ id }) => id),
      ["carrier"],
    );
    assert.equal(copy.key(hashOf("a recorded key"))!.role, "pbx");
    assert.equal(copy.key(hashOf("another")), null);
  });

test("before it is filled, a copy says so", () => {
  const copy = createNodeCopy();
  assert.equal(copy.isThere(), false);
  assert.throws(() => copy.company("a"), StorageError);
});
