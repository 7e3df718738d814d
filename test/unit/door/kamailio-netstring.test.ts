import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { encodeNetstring, NetstringError, netstringReader } from "../../../src/door/kamailio/netstring.ts";

const LIMIT = 64 * 1024;

describe("netstrings", () => {
  const texts = ["{}", "", "Иван 🙂", '{"a":"5:,"}', "x".repeat(LIMIT)];
  const stream = Buffer.concat(texts.map(encodeNetstring));

  test("the length counts bytes", () => {
    assert.equal(encodeNetstring("Иван").toString(), "8:Иван,");
    assert.equal(encodeNetstring("").toString(), "0:,");
  });
  test("merged messages come apart", () => {
    assert.deepEqual(netstringReader(LIMIT).read(stream), texts);
  });
  test("a message split at any byte comes whole, characters of several bytes included", () => {
    const start = stream.subarray(0, 60);
    const whole = netstringReader(LIMIT).read(start);
    for (let at = 0; at <= start.length; at++) {
      const reader = netstringReader(LIMIT);
      assert.deepEqual([...reader.read(start.subarray(0, at)), ...reader.read(start.subarray(at))], whole);
    }
  });
  test("a buffer that is filled anew for each chunk", () => {
    const buffer = Buffer.alloc(50, "9");
    const reader = netstringReader(LIMIT);
    const read: string[] = [];
    for (let at = 0; at < stream.length; at += 30)
      read.push(...reader.read(buffer, stream.copy(buffer, 0, at, at + 30)));
    assert.deepEqual(read, texts);
  });
  test("byte by byte", () => {
    const reader = netstringReader(LIMIT);
    assert.deepEqual(
      [...stream].flatMap((byte) => reader.read(Buffer.from([byte]))),
      texts,
    );
  });

  for (const [what, text] of Object.entries({
    "more than the limit": `${LIMIT + 1}:`,
    "an endless length": "9".repeat(1_000),
    "an endless length, without its end": "0".repeat(20),
    "no length": ":x,",
    "a negative length": "-1:,",
    "a length that is no number": "1e3:",
    "another end": "2:{};",
    "a text that is longer than it says": "2:{}},",
    spaces: "  2:{},",
    HTTP: "GET / HTTP/1.1\r\n\r\n",
  })) {
    test(`${what} is refused`, () => {
      assert.throws(() => netstringReader(LIMIT).read(Buffer.from(text)), NetstringError);
    });
  }
  test("what is refused is refused in pieces too", () => {
    const reader = netstringReader(LIMIT);
    assert.throws(() => {
      for (const digit of "99999999999") reader.read(Buffer.from(digit));
    }, NetstringError);
  });
});
