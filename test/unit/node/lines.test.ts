/** Lines of companies are taken apart without being parsed, and must say the same as when they are. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sampleFeed } from "../../../lab/feed-lines.ts";
import { asWritten } from "../../../src/node/company-line.ts";
import { readLine } from "../../../src/node/lines.ts";
import { companySum, documentSum } from "../../../src/store/sums.ts";

type Documents = Readonly<Record<string, object>>;

function lineOf(documents: Documents, company = "acme"): string {
  const sums = Object.fromEntries(
    Object.entries(documents).map(([kind, document]) => [kind, documentSum(JSON.stringify(document))]),
  );
  return JSON.stringify({ company, revision: 7, documents, sum: companySum(company, 7, sums) });
}

/** The same line, in a form that has to be parsed. */
const parsed = (line: string) => readLine(line.replace(/^\{/, "{ "));

test("a line as a store writes it says the same, parsed or not", () => {
  const feed = sampleFeed();
  feed.put("acme", "+375171234567");
  const texts = [
    JSON.stringify(feed.line("acme")),
    lineOf({ company: { name: "only the company" } }),
    lineOf({ company: { name: '“Дарья”, \\ \u2028 "quoted"' }, directory: {}, "outgoing-numbers": { main: null } }),
    lineOf({ company: { name: '},"directory":{' }, directory: { numbers: [] } }),
    lineOf({ company: { name: "no directory" }, "outgoing-numbers": { personal: [] } }),
    lineOf({ company: { name: "quotas" }, directory: {}, quotas: { numbers: 5, decisionsPerSecond: null } }),
  ];
  for (const text of texts) {
    assert.ok(asWritten(text), text);
    assert.deepEqual(readLine(text), parsed(text), text);
  }
});

test("where documents only seem to begin, a line is parsed", () => {
  const text = lineOf({ company: { name: "a", later: { a: 1, directory: {} } }, directory: { numbers: [] } });
  assert.equal(asWritten(text), null);
  assert.deepEqual(readLine(text), parsed(text));
});

test("quotas, which no checksum holds, are not mixed up with what follows them", () => {
  const text = lineOf({ company: { name: "acme" }, quotas: { decisionsPerSecond: 5 }, later: { a: 1 } });
  assert.equal(asWritten(text), null);
  const line = readLine(text);
  assert.equal(line.kind === "company" && line.documents?.quotas, '{"decisionsPerSecond":5}');
});

test("a line that was changed on its way, or has more than this version writes, is parsed", () => {
  const text = lineOf({ company: { name: "acme" }, directory: { numbers: [] } });
  const changed = [
    text.replace('"name":"acme"', '"name":"other"'),
    text.replace('"revision":7', '"revision":8'),
    text.replace('"company":"acme"', '"company":"acme2"'),
    text.replace(/\}$/, ',"later":true}'),
    text.replace('"numbers":[]', '"numbers" : []'),
  ];
  for (const other of changed) {
    assert.notEqual(other, text);
    assert.equal(asWritten(other), null, other);
    const line = readLine(other);
    assert.deepEqual(line, parsed(other));
    assert.ok(line.kind === "company" && line.documents);
  }
});
