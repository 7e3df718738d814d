import assert from "node:assert/strict";
import { test } from "node:test";
import { junitXml } from "../../../src/cli/junit.ts";

test("results are XML, whatever stands in their names", () => {
  const xml = junitXml("callas.acme", [
    { name: 'a "<b>" & c' },
    { name: "Ольга 📞\u0000\uD800\uFFFE\t", failure: "x > y" },
  ]);
  assert.equal(
    xml,
    `<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="2" failures="1" errors="0" skipped="0">
  <testsuite name="callas.acme" tests="2" failures="1" errors="0" skipped="0">
    <testcase classname="callas.acme" name="a &quot;&lt;b&gt;&quot; &amp; c"/>
    <testcase classname="callas.acme" name="Ольга 📞\uFFFD\uFFFD\uFFFD\t"><failure message="x &gt; y"/></testcase>
  </testsuite>
</testsuites>
`,
  );
});
